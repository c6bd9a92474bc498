-- Purpose: a figure code that a document holds more than once (the load keeps it unique; there is no key that would).
SELECT sha256, code, count(*) AS copies FROM figure GROUP BY sha256, code HAVING count(*) > 1;
