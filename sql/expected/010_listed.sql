-- Purpose: take over whose reports are expected. An agency of which no report came yet is one all the same.
DELETE FROM listed_agency;
INSERT INTO listed_agency BY NAME FROM staged_listed_agency;
INSERT INTO agency
SELECT DISTINCT ON (agency_id)
    agency_id, name, []::VARCHAR[], TRUE, region_code, nullif(level, ''), nullif(kind, ''), parent_id
FROM listed_agency ANTI JOIN agency USING (agency_id);
