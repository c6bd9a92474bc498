-- Purpose: in which form each sheet of a report was recognised. A report may mix forms, and a form may have sheets of its own.
CREATE TABLE IF NOT EXISTS report_form (
    agency_id VARCHAR NOT NULL,
    year      SMALLINT NOT NULL,
    revision  INTEGER NOT NULL,
    sheet     VARCHAR NOT NULL,
    form      VARCHAR NOT NULL
);
COMMENT ON TABLE report_form IS 'Sheets of the reports (报告所含表格), one row per report, revision and sheet that was read.';
COMMENT ON COLUMN report_form.agency_id IS 'Agency that reports; see agency.';
COMMENT ON COLUMN report_form.year IS 'Year that the report covers (报告年度).';
COMMENT ON COLUMN report_form.revision IS 'Revision of the report; see report.';
COMMENT ON COLUMN report_form.sheet IS 'Statutory table on the page, or indicator list: t2 (二、主动公开政府信息情况), t3 (三、收到和处理政府信息公开申请情况), t4 (四、政府信息公开行政复议、行政诉讼情况) and others; see figure_definition.';
COMMENT ON COLUMN report_form.form IS 'Form (报告格式) in which it was recognised (form_2021 ...): that of its figures.';
