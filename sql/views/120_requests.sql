-- Purpose: table three of the current reports, one row per agency, year and kind of applicant, one column per printed row.
-- Figures as printed: `closed_total` is the printed total, not a sum. Rows that only another form has are in current_figure.
CREATE OR REPLACE VIEW requests AS
SELECT
    f.agency_id,
    any_value(a.name) AS agency,
    f.year,
    split_part(f.code, '.', 3) AS applicant,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'new_received') AS new_received,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'carried_over_in') AS carried_over_in,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'granted') AS granted,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'partially_granted') AS partially_granted,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'denied_state_secret') AS denied_state_secret,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'denied_prohibited_by_law') AS denied_prohibited_by_law,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'denied_security_stability') AS denied_security_stability,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'denied_third_party_rights') AS denied_third_party_rights,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'denied_internal_affairs') AS denied_internal_affairs,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'denied_deliberative_process') AS denied_deliberative_process,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'denied_enforcement_file') AS denied_enforcement_file,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'denied_admin_inquiry') AS denied_admin_inquiry,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'cannot_provide_not_held') AS cannot_provide_not_held,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'cannot_provide_needs_creation') AS cannot_provide_needs_creation,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'cannot_provide_unclear_after_correction') AS cannot_provide_unclear_after_correction,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'not_processed_petition_complaint') AS not_processed_petition_complaint,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'not_processed_duplicate') AS not_processed_duplicate,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'not_processed_publication_request') AS not_processed_publication_request,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'not_processed_excessive_repeated') AS not_processed_excessive_repeated,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'not_processed_reconfirm_reissue') AS not_processed_reconfirm_reissue,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'other_abandoned_no_correction') AS other_abandoned_no_correction,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'other_abandoned_fee_unpaid') AS other_abandoned_fee_unpaid,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'other_other') AS other_other,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'closed_total') AS closed_total,
    max(f.value) FILTER (split_part(f.code, '.', 2) = 'carried_over_out') AS carried_over_out
FROM figure f
JOIN report r ON r.agency_id = f.agency_id AND r.year = f.year AND r.revision = f.revision AND r.is_current
LEFT JOIN agency a ON a.agency_id = f.agency_id
WHERE starts_with(f.code, 't3_requests.')
GROUP BY f.agency_id, f.year, applicant;
COMMENT ON VIEW requests IS 'Requests for information (收到和处理政府信息公开申请情况), one row per agency, year and kind of applicant.';
COMMENT ON COLUMN requests.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN requests.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN requests.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN requests.applicant IS 'Kind of applicant (申请人情况): natural_person 自然人, the kinds of 法人或其他组织, total 总计.';
COMMENT ON COLUMN requests.new_received IS 'Requests newly received (一、本年新收政府信息公开申请数量).';
COMMENT ON COLUMN requests.carried_over_in IS 'Requests carried over from the year before (二、上年结转政府信息公开申请数量).';
COMMENT ON COLUMN requests.granted IS 'Granted (（一）予以公开).';
COMMENT ON COLUMN requests.partially_granted IS 'Granted in part (（二）部分公开（区分处理的，只计这一情形，不计其他情形）).';
COMMENT ON COLUMN requests.denied_state_secret IS 'Denied: state secret (1.属于国家秘密).';
COMMENT ON COLUMN requests.denied_prohibited_by_law IS 'Denied: disclosure prohibited by law or regulation (2.其他法律行政法规禁止公开).';
COMMENT ON COLUMN requests.denied_security_stability IS 'Denied: endangers security or stability (3.危及“三安全一稳定”).';
COMMENT ON COLUMN requests.denied_third_party_rights IS 'Denied: rights of third parties (4.保护第三方合法权益).';
COMMENT ON COLUMN requests.denied_internal_affairs IS 'Denied: internal affairs (5.属于三类内部事务信息).';
COMMENT ON COLUMN requests.denied_deliberative_process IS 'Denied: deliberative process (6.属于四类过程性信息).';
COMMENT ON COLUMN requests.denied_enforcement_file IS 'Denied: enforcement file (7.属于行政执法案卷).';
COMMENT ON COLUMN requests.denied_admin_inquiry IS 'Denied: matter of administrative inquiry (8.属于行政查询事项).';
COMMENT ON COLUMN requests.cannot_provide_not_held IS 'Cannot be provided: not held (1.本机关不掌握相关政府信息).';
COMMENT ON COLUMN requests.cannot_provide_needs_creation IS 'Cannot be provided: would have to be made (2.没有现成信息需要另行制作).';
COMMENT ON COLUMN requests.cannot_provide_unclear_after_correction IS 'Cannot be provided: unclear after correction (3.补正后申请内容仍不明确).';
COMMENT ON COLUMN requests.not_processed_petition_complaint IS 'Not processed: petition or complaint (1.信访举报投诉类申请).';
COMMENT ON COLUMN requests.not_processed_duplicate IS 'Not processed: repeated request (2.重复申请).';
COMMENT ON COLUMN requests.not_processed_publication_request IS 'Not processed: asks for a publication (3.要求提供公开出版物).';
COMMENT ON COLUMN requests.not_processed_excessive_repeated IS 'Not processed: excessive without good reason (4.无正当理由大量反复申请).';
COMMENT ON COLUMN requests.not_processed_reconfirm_reissue IS 'Not processed: asks to confirm or reissue information already obtained (5.要求行政机关确认或重新出具已获取信息).';
COMMENT ON COLUMN requests.other_abandoned_no_correction IS 'Other: abandoned, not corrected in time (1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请).';
COMMENT ON COLUMN requests.other_abandoned_fee_unpaid IS 'Other: abandoned, fee not paid in time (2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请).';
COMMENT ON COLUMN requests.other_other IS 'Other: remaining cases (3.其他).';
COMMENT ON COLUMN requests.closed_total IS 'Total dealt with this year, as printed (（七）总计).';
COMMENT ON COLUMN requests.carried_over_out IS 'Carried over to the next year (四、结转下年度继续办理).';
