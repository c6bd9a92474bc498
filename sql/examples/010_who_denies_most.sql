-- Purpose: which agencies refused the largest share of the requests they dealt with?
SELECT
    agency,
    year,
    closed_total,
    denied,
    round(100 * denied / closed_total, 1) AS denied_percent
FROM (
    SELECT
        *,
        denied_state_secret + denied_prohibited_by_law + denied_security_stability + denied_third_party_rights
        + denied_internal_affairs + denied_deliberative_process + denied_enforcement_file + denied_admin_inquiry AS denied
    FROM requests WHERE applicant = 'total'
)
WHERE closed_total > 0 AND denied IS NOT NULL
ORDER BY denied_percent DESC, closed_total DESC, agency
LIMIT 20;
