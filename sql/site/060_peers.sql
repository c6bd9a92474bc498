-- Purpose: how the rates of peers (agencies of one level, kind and province, in one year) are spread: each percentage with how many have it,
-- the highest first, from which the rank of one among them follows.
WITH spread AS (
    SELECT level, kind, province, rate, year, percent, count(*) AS agencies FROM peer_rank GROUP BY ALL
), listed AS (
    SELECT level, kind, province, rate, year, list([percent, agencies::DOUBLE] ORDER BY percent DESC) AS told FROM spread GROUP BY ALL
)
SELECT
    concat_ws('/', level, kind, coalesce(province, '')) AS peers,
    to_json(list({'rate': rate, 'year': year, 'spread': told} ORDER BY rate, year))::VARCHAR AS told
FROM listed GROUP BY level, kind, province ORDER BY peers;
