-- Purpose: which figures can be followed over the change of form in 2021, and which cannot, and why?
SELECT comparability, count(*) AS concepts, min(concept) AS for_example, min_by(why, concept) AS why
FROM series_seam
WHERE form_before = 'form_2019' AND form_after = 'form_2021'
GROUP BY comparability
ORDER BY comparability;
