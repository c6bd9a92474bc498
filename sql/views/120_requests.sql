-- Purpose: table three of the current reports, one column per printed row. The kinds of applicants and their total stand in two views, so
-- that nobody adds parts and whole. Columns that end in `_computed` are sums that the form does not print; all others are as printed,
-- `closed_total` too.
CREATE OR REPLACE MACRO request_rows() AS TABLE
SELECT
    w.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind, a.scope,
    w.year,
    w.applicant,
    w.form,
    w.new_received,
    w.carried_over_in,
    w.granted,
    w.partially_granted,
    w.denied_state_secret,
    w.denied_prohibited_by_law,
    w.denied_security_stability,
    w.denied_third_party_rights,
    w.denied_internal_affairs,
    w.denied_deliberative_process,
    w.denied_enforcement_file,
    w.denied_admin_inquiry,
    w.cannot_provide_not_held,
    w.cannot_provide_needs_creation,
    w.cannot_provide_unclear_after_correction,
    w.not_processed_petition_complaint,
    w.not_processed_duplicate,
    w.not_processed_publication_request,
    w.not_processed_excessive_repeated,
    w.not_processed_reconfirm_reissue,
    w.other_abandoned_no_correction,
    w.other_abandoned_fee_unpaid,
    w.other_other,
    w.other_handling,
    w.closed_total,
    w.carried_over_out,
    w.denied_state_secret
        + w.denied_prohibited_by_law
        + w.denied_security_stability
        + w.denied_third_party_rights
        + w.denied_internal_affairs
        + w.denied_deliberative_process
        + w.denied_enforcement_file
        + w.denied_admin_inquiry AS denied_computed,
    w.cannot_provide_not_held
        + w.cannot_provide_needs_creation
        + w.cannot_provide_unclear_after_correction AS cannot_provide_computed,
    w.not_processed_petition_complaint
        + w.not_processed_duplicate
        + w.not_processed_publication_request
        + w.not_processed_excessive_repeated
        + w.not_processed_reconfirm_reissue AS not_processed_computed,
    coalesce(w.other_handling, w.other_abandoned_no_correction + w.other_abandoned_fee_unpaid + w.other_other) AS other_handling_computed,
    w.granted + w.partially_granted + denied_computed + cannot_provide_computed + not_processed_computed
        + other_handling_computed AS closed_computed,
    c.sheet IS NULL AS is_consistent,
    p.sheet IS NOT NULL AS is_transcribed
FROM request_outcome w
JOIN report r ON r.agency_id = w.agency_id AND r.year = w.year AND r.revision = w.revision AND r.is_current
LEFT JOIN agency_place a ON a.agency_id = w.agency_id
LEFT JOIN contradicted c
    ON c.agency_id = w.agency_id AND c.year = w.year AND c.revision = w.revision AND c.sheet = 't3'
LEFT JOIN transcribed_sheet p
    ON p.agency_id = w.agency_id AND p.year = w.year AND p.revision = w.revision AND p.sheet = 't3';
COMMENT ON MACRO TABLE request_rows IS 'request_rows(): rows of requests and requests_total together, told apart by applicant; nothing of it may be added up without a look at applicant.';

CREATE OR REPLACE VIEW requests AS FROM request_rows() WHERE applicant <> 'total';
COMMENT ON VIEW requests IS 'Requests for information by kind of applicant (收到和处理政府信息公开申请情况), one row per agency, year and kind; the printed total of all kinds is requests_total.';
COMMENT ON COLUMN requests.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN requests.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN requests.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN requests.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN requests.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN requests.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN requests.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN requests.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN requests.scope IS 'What its report may speak for (汇总口径): governments, offices, zones, townships, departments; see agency_place. Rows of two scopes are never added.';
COMMENT ON COLUMN requests.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN requests.applicant IS 'Kind of applicant (申请人情况): natural_person 自然人, the kinds of 法人或其他组织.';
COMMENT ON COLUMN requests.form IS 'Form of the table (报告格式).';
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
COMMENT ON COLUMN requests.other_handling IS 'Other handling, in the form of 2019 one row (（六）其他处理); null in later forms, which have three.';
COMMENT ON COLUMN requests.closed_total IS 'Total dealt with this year, as printed (（七）总计).';
COMMENT ON COLUMN requests.carried_over_out IS 'Carried over to the next year (四、结转下年度继续办理).';
COMMENT ON COLUMN requests.denied_computed IS 'Denied, sum of the eight grounds (（三）不予公开); null where one of them is blank.';
COMMENT ON COLUMN requests.cannot_provide_computed IS 'Cannot be provided, sum of the three reasons (（四）无法提供); null where one of them is blank.';
COMMENT ON COLUMN requests.not_processed_computed IS 'Not processed, sum of the five reasons (（五）不予处理); null where one of them is blank.';
COMMENT ON COLUMN requests.other_handling_computed IS 'Other handling (（六）其他处理): the one row of the form of 2019, the sum of the three rows since 2021; comparable over both.';
COMMENT ON COLUMN requests.closed_computed IS 'Dealt with, sum of all outcomes （一） to （六）; to be held against closed_total. Null where one of them is blank.';
COMMENT ON COLUMN requests.is_consistent IS 'False where an equation of this table fails in this report (勾稽关系不成立); see contradicted.';
COMMENT ON COLUMN requests.is_transcribed IS 'True where a person read figures of this table (人工判读); see person_reading.';
