-- Purpose: table four of the current reports, one row per agency and year: reviews and lawsuits; sums that the form does not print end in `_computed`.
CREATE OR REPLACE VIEW remedies AS
SELECT
    w.agency_id,
    a.agency,
    a.region_code, a.province, a.city, a.county, a.level, a.kind, a.scope,
    w.year,
    w.form,
    w.review_upheld,
    w.review_corrected,
    w.review_other,
    w.review_pending,
    w.review_total,
    w.litigation_direct_upheld,
    w.litigation_direct_corrected,
    w.litigation_direct_other,
    w.litigation_direct_pending,
    w.litigation_direct_total,
    w.litigation_after_review_upheld,
    w.litigation_after_review_corrected,
    w.litigation_after_review_other,
    w.litigation_after_review_pending,
    w.litigation_after_review_total,
    w.litigation_direct_total + w.litigation_after_review_total AS litigation_total_computed,
    w.litigation_direct_upheld + w.litigation_after_review_upheld AS litigation_upheld_computed,
    w.litigation_direct_corrected + w.litigation_after_review_corrected AS litigation_corrected_computed,
    c.sheet IS NULL AS is_consistent
FROM remedy_figure w
JOIN report r ON r.agency_id = w.agency_id AND r.year = w.year AND r.revision = w.revision AND r.is_current
LEFT JOIN agency_place a ON a.agency_id = w.agency_id
LEFT JOIN contradicted c
    ON c.agency_id = w.agency_id AND c.year = w.year AND c.revision = w.revision AND c.sheet = 't4';
COMMENT ON VIEW remedies IS 'Reviews and lawsuits (政府信息公开行政复议、行政诉讼情况), one row per agency and year.';
COMMENT ON COLUMN remedies.agency_id IS 'Agency that reports.';
COMMENT ON COLUMN remedies.agency IS 'Its name (机关名称).';
COMMENT ON COLUMN remedies.region_code IS 'Code of its administrative division (行政区划代码); null where unknown.';
COMMENT ON COLUMN remedies.province IS 'Name of its province (省); null of central organs and where unknown.';
COMMENT ON COLUMN remedies.city IS 'Name of its city (市), of a municipality and its districts the municipality; null above cities and where unknown.';
COMMENT ON COLUMN remedies.county IS 'Name of its county (县区); null above counties and where unknown.';
COMMENT ON COLUMN remedies.level IS 'Its administrative level (行政层级); null where unknown.';
COMMENT ON COLUMN remedies.kind IS 'Its kind of organ (机关类别); null where unknown.';
COMMENT ON COLUMN remedies.scope IS 'What its report may speak for (汇总口径): governments, offices, zones, townships, departments; see agency_place. Rows of two scopes are never added.';
COMMENT ON COLUMN remedies.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN remedies.form IS 'Form of the table (报告格式).';
COMMENT ON COLUMN remedies.review_upheld IS 'Reviews: upheld (行政复议 结果维持).';
COMMENT ON COLUMN remedies.review_corrected IS 'Reviews: changed or set aside (行政复议 结果纠正).';
COMMENT ON COLUMN remedies.review_other IS 'Reviews: other result (行政复议 其他结果).';
COMMENT ON COLUMN remedies.review_pending IS 'Reviews: not yet decided (行政复议 尚未审结).';
COMMENT ON COLUMN remedies.review_total IS 'Reviews: total as printed (行政复议 总计).';
COMMENT ON COLUMN remedies.litigation_direct_upheld IS 'Lawsuits without prior review: upheld (未经复议直接起诉 结果维持).';
COMMENT ON COLUMN remedies.litigation_direct_corrected IS 'Lawsuits without prior review: changed or set aside (未经复议直接起诉 结果纠正).';
COMMENT ON COLUMN remedies.litigation_direct_other IS 'Lawsuits without prior review: other result (未经复议直接起诉 其他结果).';
COMMENT ON COLUMN remedies.litigation_direct_pending IS 'Lawsuits without prior review: not yet decided (未经复议直接起诉 尚未审结).';
COMMENT ON COLUMN remedies.litigation_direct_total IS 'Lawsuits without prior review: total as printed (未经复议直接起诉 总计).';
COMMENT ON COLUMN remedies.litigation_after_review_upheld IS 'Lawsuits after review: upheld (复议后起诉 结果维持).';
COMMENT ON COLUMN remedies.litigation_after_review_corrected IS 'Lawsuits after review: changed or set aside (复议后起诉 结果纠正).';
COMMENT ON COLUMN remedies.litigation_after_review_other IS 'Lawsuits after review: other result (复议后起诉 其他结果).';
COMMENT ON COLUMN remedies.litigation_after_review_pending IS 'Lawsuits after review: not yet decided (复议后起诉 尚未审结).';
COMMENT ON COLUMN remedies.litigation_after_review_total IS 'Lawsuits after review: total as printed (复议后起诉 总计).';
COMMENT ON COLUMN remedies.litigation_total_computed IS 'Lawsuits, sum of both blocks (行政诉讼); null where one is blank.';
COMMENT ON COLUMN remedies.litigation_upheld_computed IS 'Lawsuits that upheld the decision, sum of both blocks (行政诉讼 结果维持).';
COMMENT ON COLUMN remedies.litigation_corrected_computed IS 'Lawsuits that changed the decision or set it aside, sum of both blocks (行政诉讼 结果纠正).';
COMMENT ON COLUMN remedies.is_consistent IS 'False where an equation of this table fails in this report (勾稽关系不成立); see contradicted.';
