-- Purpose: whom do persons ask, and whom do companies?
SELECT
    kind,
    sum(new_received) FILTER (applicant = 'natural_person') AS persons,
    sum(new_received) FILTER (applicant = 'commercial_enterprise') AS companies,
    sum(new_received) AS everybody
FROM requests
WHERE year >= 2021
GROUP BY kind
ORDER BY everybody DESC, kind;
