-- Purpose: the divisions of the country, with the one above each, in which the pages go down from a province to its agencies.
SELECT province_code[:2] AS province, region_code, region, parent_code, region_level FROM place ORDER BY region_code;
