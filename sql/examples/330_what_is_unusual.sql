-- Purpose: which headline figures should a person look at: the same in all years, ten times last year's, zero beside busy neighbours?
SELECT agency, label, what, first_year, last_year, value_before, value
FROM unusual
ORDER BY agency, label, first_year, what;
