-- Purpose: what is computed once for each report, so that questions over all of them are answered at once. Everything here can be made
-- anew from `figure`, `section` and `report` (see sql/derive); a report that was loaded since stands in `stale_report` until it is.
CREATE TABLE IF NOT EXISTS stale_report (
    agency_id VARCHAR NOT NULL,
    year      SMALLINT NOT NULL
);
COMMENT ON TABLE stale_report IS 'Reports that changed since the derived tables were made (待更新报告); empty in a finished warehouse.';
COMMENT ON COLUMN stale_report.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN stale_report.year IS 'Year that the report covers (报告年度).';

CREATE TABLE IF NOT EXISTS derived_with (
    version     VARCHAR NOT NULL,
    definitions VARCHAR NOT NULL,
    is_compared BOOLEAN NOT NULL
);
COMMENT ON TABLE derived_with IS 'What the derived tables were made with (派生版本), one row: another version of DuckDB hashes otherwise and makes them anew; where nothing is stale and nothing of this is another, nothing is made again.';
COMMENT ON COLUMN derived_with.version IS 'Version of DuckDB.';
COMMENT ON COLUMN derived_with.definitions IS 'Digest of the program, the dictionary of the forms and the registries that were taken over last.';
COMMENT ON COLUMN derived_with.is_compared IS 'Whether the reports were held against others since these were taken over.';

CREATE TABLE IF NOT EXISTS report_count (
    agency_id       VARCHAR NOT NULL,
    year            SMALLINT NOT NULL,
    revision        INTEGER NOT NULL,
    figures         INTEGER NOT NULL,
    sections        INTEGER NOT NULL,
    figures_digest  UBIGINT NOT NULL,
    sections_digest UBIGINT NOT NULL
);
COMMENT ON TABLE report_count IS 'How much was read of each revision of each report, and a digest by which a release knows what to compare (报告篇幅); derived.';
COMMENT ON COLUMN report_count.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN report_count.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN report_count.revision IS 'Revision of the report.';
COMMENT ON COLUMN report_count.figures IS 'Number of cells read.';
COMMENT ON COLUMN report_count.sections IS 'Number of narrative sections read.';
COMMENT ON COLUMN report_count.figures_digest IS 'Digest of all that its cells print: code, value, state, unit and text; two revisions of one digest print the same (数据摘要值).';
COMMENT ON COLUMN report_count.sections_digest IS 'Digest of its sections: place, code and text (文字摘要值).';

CREATE TABLE IF NOT EXISTS transcribed_sheet (
    agency_id VARCHAR NOT NULL,
    year      SMALLINT NOT NULL,
    revision  INTEGER NOT NULL,
    sheet     VARCHAR NOT NULL,
    figures   INTEGER NOT NULL
);
COMMENT ON TABLE transcribed_sheet IS 'Sheets with figures that a person read (含人工判读数据的表), one row per revision of a report and sheet; derived.';
COMMENT ON COLUMN transcribed_sheet.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN transcribed_sheet.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN transcribed_sheet.revision IS 'Revision of the report.';
COMMENT ON COLUMN transcribed_sheet.sheet IS 'Sheet of the form: t2, t3, t4 …; see report_form.';
COMMENT ON COLUMN transcribed_sheet.figures IS 'How many of its figures a person read.';

CREATE TABLE IF NOT EXISTS request_outcome (
    agency_id                               VARCHAR NOT NULL,
    year                                    SMALLINT NOT NULL,
    revision                                INTEGER NOT NULL,
    form                                    VARCHAR,
    applicant                               VARCHAR NOT NULL,
    new_received                            DOUBLE,
    carried_over_in                         DOUBLE,
    granted                                 DOUBLE,
    partially_granted                       DOUBLE,
    denied_state_secret                     DOUBLE,
    denied_prohibited_by_law                DOUBLE,
    denied_security_stability               DOUBLE,
    denied_third_party_rights               DOUBLE,
    denied_internal_affairs                 DOUBLE,
    denied_deliberative_process             DOUBLE,
    denied_enforcement_file                 DOUBLE,
    denied_admin_inquiry                    DOUBLE,
    cannot_provide_not_held                 DOUBLE,
    cannot_provide_needs_creation           DOUBLE,
    cannot_provide_unclear_after_correction DOUBLE,
    not_processed_petition_complaint        DOUBLE,
    not_processed_duplicate                 DOUBLE,
    not_processed_publication_request       DOUBLE,
    not_processed_excessive_repeated        DOUBLE,
    not_processed_reconfirm_reissue         DOUBLE,
    other_abandoned_no_correction           DOUBLE,
    other_abandoned_fee_unpaid              DOUBLE,
    other_other                             DOUBLE,
    other_handling                          DOUBLE,
    closed_total                            DOUBLE,
    carried_over_out                        DOUBLE
);
COMMENT ON TABLE request_outcome IS 'Table three as a wide table (收到和处理申请情况宽表), one row per revision of a report and kind of applicant; values as printed; derived. For people: requests.';
COMMENT ON COLUMN request_outcome.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN request_outcome.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN request_outcome.revision IS 'Revision of the report.';
COMMENT ON COLUMN request_outcome.form IS 'Form of the table (报告格式).';
COMMENT ON COLUMN request_outcome.applicant IS 'Kind of applicant (申请人情况): natural_person 自然人, the kinds of 法人或其他组织, total 总计.';
COMMENT ON COLUMN request_outcome.new_received IS 'Requests newly received (一、本年新收政府信息公开申请数量).';
COMMENT ON COLUMN request_outcome.carried_over_in IS 'Requests carried over from the year before (二、上年结转政府信息公开申请数量).';
COMMENT ON COLUMN request_outcome.granted IS 'Granted (（一）予以公开).';
COMMENT ON COLUMN request_outcome.partially_granted IS 'Granted in part (（二）部分公开（区分处理的，只计这一情形，不计其他情形）).';
COMMENT ON COLUMN request_outcome.denied_state_secret IS 'Denied: state secret (1.属于国家秘密).';
COMMENT ON COLUMN request_outcome.denied_prohibited_by_law IS 'Denied: disclosure prohibited by law or regulation (2.其他法律行政法规禁止公开).';
COMMENT ON COLUMN request_outcome.denied_security_stability IS 'Denied: endangers security or stability (3.危及“三安全一稳定”).';
COMMENT ON COLUMN request_outcome.denied_third_party_rights IS 'Denied: rights of third parties (4.保护第三方合法权益).';
COMMENT ON COLUMN request_outcome.denied_internal_affairs IS 'Denied: internal affairs (5.属于三类内部事务信息).';
COMMENT ON COLUMN request_outcome.denied_deliberative_process IS 'Denied: deliberative process (6.属于四类过程性信息).';
COMMENT ON COLUMN request_outcome.denied_enforcement_file IS 'Denied: enforcement file (7.属于行政执法案卷).';
COMMENT ON COLUMN request_outcome.denied_admin_inquiry IS 'Denied: matter of administrative inquiry (8.属于行政查询事项).';
COMMENT ON COLUMN request_outcome.cannot_provide_not_held IS 'Cannot be provided: not held (1.本机关不掌握相关政府信息).';
COMMENT ON COLUMN request_outcome.cannot_provide_needs_creation IS 'Cannot be provided: would have to be made (2.没有现成信息需要另行制作).';
COMMENT ON COLUMN request_outcome.cannot_provide_unclear_after_correction IS 'Cannot be provided: unclear after correction (3.补正后申请内容仍不明确).';
COMMENT ON COLUMN request_outcome.not_processed_petition_complaint IS 'Not processed: petition or complaint (1.信访举报投诉类申请).';
COMMENT ON COLUMN request_outcome.not_processed_duplicate IS 'Not processed: repeated request (2.重复申请).';
COMMENT ON COLUMN request_outcome.not_processed_publication_request IS 'Not processed: asks for a publication (3.要求提供公开出版物).';
COMMENT ON COLUMN request_outcome.not_processed_excessive_repeated IS 'Not processed: excessive without good reason (4.无正当理由大量反复申请).';
COMMENT ON COLUMN request_outcome.not_processed_reconfirm_reissue IS 'Not processed: asks to confirm or reissue information already obtained (5.要求行政机关确认或重新出具已获取信息).';
COMMENT ON COLUMN request_outcome.other_abandoned_no_correction IS 'Other: abandoned, not corrected in time (1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请).';
COMMENT ON COLUMN request_outcome.other_abandoned_fee_unpaid IS 'Other: abandoned, fee not paid in time (2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请).';
COMMENT ON COLUMN request_outcome.other_other IS 'Other: remaining cases (3.其他).';
COMMENT ON COLUMN request_outcome.other_handling IS 'Other handling, in the form of 2019 one row (（六）其他处理); null in later forms, which have three.';
COMMENT ON COLUMN request_outcome.closed_total IS 'Total dealt with this year, as printed (（七）总计).';
COMMENT ON COLUMN request_outcome.carried_over_out IS 'Carried over to the next year (四、结转下年度继续办理).';

CREATE TABLE IF NOT EXISTS disclosure_figure (
    agency_id                           VARCHAR NOT NULL,
    year                                SMALLINT NOT NULL,
    revision                            INTEGER NOT NULL,
    form                                VARCHAR,
    regulations_issued                  DOUBLE,
    regulations_repealed                DOUBLE,
    regulations_in_force                DOUBLE,
    regulations_newly_made              DOUBLE,
    regulations_newly_disclosed         DOUBLE,
    regulations_disclosed_total         DOUBLE,
    normative_documents_issued          DOUBLE,
    normative_documents_repealed        DOUBLE,
    normative_documents_in_force        DOUBLE,
    normative_documents_newly_made      DOUBLE,
    normative_documents_newly_disclosed DOUBLE,
    normative_documents_disclosed_total DOUBLE,
    licensing_decisions                 DOUBLE,
    other_public_service_decisions      DOUBLE,
    penalty_decisions                   DOUBLE,
    coercion_decisions                  DOUBLE,
    fees_wan_yuan                       DOUBLE,
    procurement_projects                DOUBLE,
    procurement_wan_yuan                DOUBLE
);
COMMENT ON TABLE disclosure_figure IS 'Table two as a wide table (主动公开政府信息情况宽表), one row per revision of a report; values as printed; derived. For people: disclosure.';
COMMENT ON COLUMN disclosure_figure.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN disclosure_figure.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN disclosure_figure.revision IS 'Revision of the report.';
COMMENT ON COLUMN disclosure_figure.form IS 'Form of the table (报告格式).';
COMMENT ON COLUMN disclosure_figure.regulations_issued IS 'Regulations issued in the year, form of 2021 (规章 本年制发件数).';
COMMENT ON COLUMN disclosure_figure.regulations_repealed IS 'Regulations repealed in the year, form of 2021 (规章 本年废止件数).';
COMMENT ON COLUMN disclosure_figure.regulations_in_force IS 'Regulations in force at the end of the year, form of 2021 (规章 现行有效件数). Not to be joined to *_disclosed_total.';
COMMENT ON COLUMN disclosure_figure.regulations_newly_made IS 'Regulations newly made in the year, form of 2019 (规章 本年新制作数量).';
COMMENT ON COLUMN disclosure_figure.regulations_newly_disclosed IS 'Regulations newly disclosed in the year, form of 2019 (规章 本年新公开数量).';
COMMENT ON COLUMN disclosure_figure.regulations_disclosed_total IS 'Regulations disclosed to date, form of 2019 (规章 对外公开总数量). Not to be joined to *_in_force.';
COMMENT ON COLUMN disclosure_figure.normative_documents_issued IS 'Normative documents issued in the year, form of 2021 (行政规范性文件 本年制发件数).';
COMMENT ON COLUMN disclosure_figure.normative_documents_repealed IS 'Normative documents repealed in the year, form of 2021 (行政规范性文件 本年废止件数).';
COMMENT ON COLUMN disclosure_figure.normative_documents_in_force IS 'Normative documents in force at the end of the year, form of 2021 (行政规范性文件 现行有效件数). Not to be joined to *_disclosed_total.';
COMMENT ON COLUMN disclosure_figure.normative_documents_newly_made IS 'Normative documents newly made in the year, form of 2019 (行政规范性文件 本年新制作数量).';
COMMENT ON COLUMN disclosure_figure.normative_documents_newly_disclosed IS 'Normative documents newly disclosed in the year, form of 2019 (行政规范性文件 本年新公开数量).';
COMMENT ON COLUMN disclosure_figure.normative_documents_disclosed_total IS 'Normative documents disclosed to date, form of 2019 (行政规范性文件 对外公开总数量). Not to be joined to *_in_force.';
COMMENT ON COLUMN disclosure_figure.licensing_decisions IS 'Licensing decisions (行政许可 处理决定数量).';
COMMENT ON COLUMN disclosure_figure.other_public_service_decisions IS 'Decisions in other public services, form of 2019 (其他对外管理服务事项 处理决定数量).';
COMMENT ON COLUMN disclosure_figure.penalty_decisions IS 'Penalty decisions (行政处罚 处理决定数量).';
COMMENT ON COLUMN disclosure_figure.coercion_decisions IS 'Coercive measures (行政强制 处理决定数量).';
COMMENT ON COLUMN disclosure_figure.fees_wan_yuan IS 'Administrative fees charged, in 万元 whatever unit is printed, form of 2021 (行政事业性收费 本年收费金额).';
COMMENT ON COLUMN disclosure_figure.procurement_projects IS 'Projects of central procurement, form of 2019 (政府集中采购 采购项目数量).';
COMMENT ON COLUMN disclosure_figure.procurement_wan_yuan IS 'Amount of central procurement, in 万元 whatever unit is printed, form of 2019 (政府集中采购 采购总金额); null where no unit is printed.';

CREATE TABLE IF NOT EXISTS remedy_figure (
    agency_id                         VARCHAR NOT NULL,
    year                              SMALLINT NOT NULL,
    revision                          INTEGER NOT NULL,
    form                              VARCHAR,
    review_upheld                     DOUBLE,
    review_corrected                  DOUBLE,
    review_other                      DOUBLE,
    review_pending                    DOUBLE,
    review_total                      DOUBLE,
    litigation_direct_upheld          DOUBLE,
    litigation_direct_corrected       DOUBLE,
    litigation_direct_other           DOUBLE,
    litigation_direct_pending         DOUBLE,
    litigation_direct_total           DOUBLE,
    litigation_after_review_upheld    DOUBLE,
    litigation_after_review_corrected DOUBLE,
    litigation_after_review_other     DOUBLE,
    litigation_after_review_pending   DOUBLE,
    litigation_after_review_total     DOUBLE
);
COMMENT ON TABLE remedy_figure IS 'Table four as a wide table (行政复议、行政诉讼情况宽表), one row per revision of a report; values as printed; derived. For people: remedies.';
COMMENT ON COLUMN remedy_figure.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN remedy_figure.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN remedy_figure.revision IS 'Revision of the report.';
COMMENT ON COLUMN remedy_figure.form IS 'Form of the table (报告格式).';
COMMENT ON COLUMN remedy_figure.review_upheld IS 'Reviews: upheld (行政复议 结果维持).';
COMMENT ON COLUMN remedy_figure.review_corrected IS 'Reviews: changed or set aside (行政复议 结果纠正).';
COMMENT ON COLUMN remedy_figure.review_other IS 'Reviews: other result (行政复议 其他结果).';
COMMENT ON COLUMN remedy_figure.review_pending IS 'Reviews: not yet decided (行政复议 尚未审结).';
COMMENT ON COLUMN remedy_figure.review_total IS 'Reviews: total as printed (行政复议 总计).';
COMMENT ON COLUMN remedy_figure.litigation_direct_upheld IS 'Lawsuits without prior review: upheld (未经复议直接起诉 结果维持).';
COMMENT ON COLUMN remedy_figure.litigation_direct_corrected IS 'Lawsuits without prior review: changed or set aside (未经复议直接起诉 结果纠正).';
COMMENT ON COLUMN remedy_figure.litigation_direct_other IS 'Lawsuits without prior review: other result (未经复议直接起诉 其他结果).';
COMMENT ON COLUMN remedy_figure.litigation_direct_pending IS 'Lawsuits without prior review: not yet decided (未经复议直接起诉 尚未审结).';
COMMENT ON COLUMN remedy_figure.litigation_direct_total IS 'Lawsuits without prior review: total as printed (未经复议直接起诉 总计).';
COMMENT ON COLUMN remedy_figure.litigation_after_review_upheld IS 'Lawsuits after review: upheld (复议后起诉 结果维持).';
COMMENT ON COLUMN remedy_figure.litigation_after_review_corrected IS 'Lawsuits after review: changed or set aside (复议后起诉 结果纠正).';
COMMENT ON COLUMN remedy_figure.litigation_after_review_other IS 'Lawsuits after review: other result (复议后起诉 其他结果).';
COMMENT ON COLUMN remedy_figure.litigation_after_review_pending IS 'Lawsuits after review: not yet decided (复议后起诉 尚未审结).';
COMMENT ON COLUMN remedy_figure.litigation_after_review_total IS 'Lawsuits after review: total as printed (复议后起诉 总计).';

CREATE TABLE IF NOT EXISTS series_value (
    agency_id VARCHAR NOT NULL,
    year      SMALLINT NOT NULL,
    revision  INTEGER NOT NULL,
    concept   VARCHAR NOT NULL,
    source    SMALLINT NOT NULL,
    value     DOUBLE,
    unit      VARCHAR
);
COMMENT ON TABLE series_value IS 'Concepts of the crosswalk by revision of a report (指标数值); derived. For people: series.';
COMMENT ON COLUMN series_value.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN series_value.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN series_value.revision IS 'Revision of the report.';
COMMENT ON COLUMN series_value.concept IS 'Concept; see crosswalk_concept.';
COMMENT ON COLUMN series_value.source IS 'Which source of the concept the report has; see crosswalk_source.';
COMMENT ON COLUMN series_value.value IS 'The figure, or the sum of the figures; null where one of them is blank or no number.';
COMMENT ON COLUMN series_value.unit IS 'Unit (计量单位).';

CREATE TABLE IF NOT EXISTS rate_value (
    agency_id      VARCHAR NOT NULL,
    year           SMALLINT NOT NULL,
    revision       INTEGER NOT NULL,
    rate           VARCHAR NOT NULL,
    numerator      DOUBLE,
    denominator    DOUBLE,
    is_approximate BOOLEAN NOT NULL,
    sheets         VARCHAR[] NOT NULL
);
COMMENT ON TABLE rate_value IS 'Numerator and denominator of each rate by revision of a report (比率数值); derived. For people: rate.';
COMMENT ON COLUMN rate_value.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN rate_value.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN rate_value.revision IS 'Revision of the report.';
COMMENT ON COLUMN rate_value.rate IS 'Which rate; see rate_definition.';
COMMENT ON COLUMN rate_value.numerator IS 'Sum above the line; null where a part is blank or missing.';
COMMENT ON COLUMN rate_value.denominator IS 'Sum below the line; null where a part is blank or missing.';
COMMENT ON COLUMN rate_value.is_approximate IS 'True where a part is only approximately comparable.';
COMMENT ON COLUMN rate_value.sheets IS 'Statutory tables in which the figures of both sides stand, see contradicted; empty where one of them stands in prose or in a local list (所在表格).';
