-- Purpose: agencies by year with Chinese heads, as people want it in Excel (xxgk sql --csv, or export --format xlsx --lang zh).
PIVOT (SELECT agency AS 机关名称, year, new_received FROM requests_total WHERE year BETWEEN 2021 AND 2025)
ON year IN (2021, 2022, 2023, 2024, 2025)
USING sum(new_received)
ORDER BY 机关名称;
