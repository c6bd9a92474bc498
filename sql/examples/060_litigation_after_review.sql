-- Purpose: how many lawsuits follow a review, and how often do courts correct the agency?
SELECT
    agency,
    year,
    review_total AS reviews,
    litigation_total_computed AS lawsuits,
    litigation_after_review_total AS after_review,
    litigation_corrected_computed AS corrected,
    round(100 * litigation_after_review_total / nullif(litigation_total_computed, 0), 1) AS after_review_percent
FROM remedies
WHERE litigation_total_computed > 0
ORDER BY lawsuits DESC, agency, year
LIMIT 10;
