-- Purpose: how many requests come upon 100,000 inhabitants, by one's own table of people? (From a file: read_csv(...) in place of it, by name.)
SELECT s.region, s.year, s.value AS received, p.people, round(100000 * s.value / p.people, 1) AS per_100000, s.reports
FROM region_series s JOIN region_population p USING (region_code, year)
WHERE s.concept = 'requests_received' AND s.scope = 'departments' AND s.level = 'county'
ORDER BY s.region, s.year;
