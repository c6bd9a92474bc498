-- Purpose: where does the narrative speak of training for staff, in the reports of one city, and in what words?
SELECT county, agency, year, section, snippet
FROM search_sections('培训 人员')
WHERE city = '示例市'
ORDER BY agency, year, section
LIMIT 5;
