-- Purpose: where does the narrative speak of training for staff, and in what words?
SELECT agency, year, section, snippet
FROM search_sections('培训 人员')
ORDER BY agency, year, section
LIMIT 5;
