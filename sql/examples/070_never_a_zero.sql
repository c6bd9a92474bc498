-- Purpose: which reports leave cells blank, or print a dash, where others print a zero?
SELECT
    agency,
    year,
    count_if(state = 'number' AND value = 0) AS zeros,
    count_if(state = 'blank') AS blanks,
    count_if(state = 'na') AS dashes
FROM current_figure
GROUP BY agency, year
HAVING blanks + dashes > 0
ORDER BY blanks + dashes DESC, agency, year;
