-- Purpose: how many reviews and lawsuits come upon a hundred requests, and how often do courts correct the agency?
SELECT
    agency, year, review_total AS reviews, litigation_total_computed AS lawsuits, litigation_corrected_computed AS corrected,
    round(100 * review_total / nullif(new_received, 0), 1) AS reviews_per_hundred,
    round(100 * litigation_total_computed / nullif(new_received, 0), 1) AS lawsuits_per_hundred
FROM remedies JOIN requests_total USING (agency_id, agency, year)
WHERE litigation_total_computed > 0
ORDER BY lawsuits DESC, agency, year
LIMIT 10;
