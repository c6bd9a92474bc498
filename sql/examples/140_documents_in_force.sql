-- Purpose: how many normative documents are in force, and how many were issued and repealed in the year?
SELECT
    agency,
    year,
    normative_documents_in_force AS in_force,
    normative_documents_issued AS issued,
    normative_documents_repealed AS repealed
FROM disclosure
WHERE normative_documents_in_force > 0
ORDER BY in_force DESC, agency, year
LIMIT 10;
