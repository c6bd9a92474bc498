-- Purpose: may documents disclosed (对外公开总数量, until 2020) and documents in force (现行有效件数, since 2021) be drawn as one line? They may
-- not: the crosswalk refuses, with the reason.
SELECT year, value
FROM joined_series('normative_documents_disclosed_total', 'normative_documents_in_force');
