-- Purpose: the morning's table "Expected reports": how many of the expected reports came, in time, late or not at all.
SELECT year, state, count(*) AS agencies FROM expected_report GROUP BY year, state
ORDER BY year, list_position(['on_time', 'came', 'late', 'not_due'], state) NULLS LAST, state;
