-- Purpose: who stands in the top tenth of denials among agencies of the same level, kind and province? (Of fewer than ten: the first.)
SELECT agency, year, percent, peer_rank, peers, peer_median
FROM peer_rank
WHERE rate = 'denial_rate' AND peer_rank <= ceil(peers / 10) AND percent > 0
ORDER BY year, percent DESC, agency;
