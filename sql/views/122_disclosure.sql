-- Purpose: table two of the current reports, one row per agency and year: documents, licences, penalties, coercive measures, fees.
CREATE OR REPLACE VIEW disclosure AS
SELECT
    w.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind, a.scope,
    w.year,
    w.form,
    w.regulations_issued,
    w.regulations_repealed,
    w.regulations_in_force,
    w.regulations_newly_made,
    w.regulations_newly_disclosed,
    w.regulations_disclosed_total,
    w.normative_documents_issued,
    w.normative_documents_repealed,
    w.normative_documents_in_force,
    w.normative_documents_newly_made,
    w.normative_documents_newly_disclosed,
    w.normative_documents_disclosed_total,
    w.licensing_decisions,
    w.other_public_service_decisions,
    w.penalty_decisions,
    w.coercion_decisions,
    w.fees_wan_yuan,
    w.procurement_projects,
    w.procurement_wan_yuan,
    c.sheet IS NULL AS is_consistent
FROM disclosure_figure w
JOIN report r ON r.agency_id = w.agency_id AND r.year = w.year AND r.revision = w.revision AND r.is_current
LEFT JOIN agency_place a ON a.agency_id = w.agency_id
LEFT JOIN contradicted c
    ON c.agency_id = w.agency_id AND c.year = w.year AND c.revision = w.revision AND c.sheet = 't2';
COMMENT ON VIEW disclosure IS 'Active disclosure (主动公开政府信息情况), one row per agency and year; columns of the form of 2019 and of that of 2021 stand apart.';
COMMENT ON COLUMN disclosure.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN disclosure.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN disclosure.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN disclosure.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN disclosure.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN disclosure.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN disclosure.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN disclosure.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN disclosure.scope IS 'What its report may speak for (汇总口径): governments, offices, zones, townships, departments; see agency_place. Rows of two scopes are never added.';
COMMENT ON COLUMN disclosure.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN disclosure.form IS 'Form of the table (报告格式).';
COMMENT ON COLUMN disclosure.regulations_issued IS 'Regulations issued in the year, form of 2021 (规章 本年制发件数).';
COMMENT ON COLUMN disclosure.regulations_repealed IS 'Regulations repealed in the year, form of 2021 (规章 本年废止件数).';
COMMENT ON COLUMN disclosure.regulations_in_force IS 'Regulations in force at the end of the year, form of 2021 (规章 现行有效件数). Not to be joined to *_disclosed_total.';
COMMENT ON COLUMN disclosure.regulations_newly_made IS 'Regulations newly made in the year, form of 2019 (规章 本年新制作数量).';
COMMENT ON COLUMN disclosure.regulations_newly_disclosed IS 'Regulations newly disclosed in the year, form of 2019 (规章 本年新公开数量).';
COMMENT ON COLUMN disclosure.regulations_disclosed_total IS 'Regulations disclosed to date, form of 2019 (规章 对外公开总数量). Not to be joined to *_in_force.';
COMMENT ON COLUMN disclosure.normative_documents_issued IS 'Normative documents issued in the year, form of 2021 (行政规范性文件 本年制发件数).';
COMMENT ON COLUMN disclosure.normative_documents_repealed IS 'Normative documents repealed in the year, form of 2021 (行政规范性文件 本年废止件数).';
COMMENT ON COLUMN disclosure.normative_documents_in_force IS 'Normative documents in force at the end of the year, form of 2021 (行政规范性文件 现行有效件数). Not to be joined to *_disclosed_total.';
COMMENT ON COLUMN disclosure.normative_documents_newly_made IS 'Normative documents newly made in the year, form of 2019 (行政规范性文件 本年新制作数量).';
COMMENT ON COLUMN disclosure.normative_documents_newly_disclosed IS 'Normative documents newly disclosed in the year, form of 2019 (行政规范性文件 本年新公开数量).';
COMMENT ON COLUMN disclosure.normative_documents_disclosed_total IS 'Normative documents disclosed to date, form of 2019 (行政规范性文件 对外公开总数量). Not to be joined to *_in_force.';
COMMENT ON COLUMN disclosure.licensing_decisions IS 'Licensing decisions (行政许可 处理决定数量).';
COMMENT ON COLUMN disclosure.other_public_service_decisions IS 'Decisions in other public services, form of 2019 (其他对外管理服务事项 处理决定数量).';
COMMENT ON COLUMN disclosure.penalty_decisions IS 'Penalty decisions (行政处罚 处理决定数量).';
COMMENT ON COLUMN disclosure.coercion_decisions IS 'Coercive measures (行政强制 处理决定数量).';
COMMENT ON COLUMN disclosure.fees_wan_yuan IS 'Administrative fees charged, in 万元 whatever unit is printed, form of 2021 (行政事业性收费 本年收费金额).';
COMMENT ON COLUMN disclosure.procurement_projects IS 'Projects of central procurement, form of 2019 (政府集中采购 采购项目数量).';
COMMENT ON COLUMN disclosure.procurement_wan_yuan IS 'Amount of central procurement, in 万元 whatever unit is printed, form of 2019 (政府集中采购 采购总金额); null where no unit is printed.';
COMMENT ON COLUMN disclosure.is_consistent IS 'False where an equation of this table fails in this report (勾稽关系不成立); see contradicted.';
