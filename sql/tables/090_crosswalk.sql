-- Purpose: the crosswalk over the eras, taken from its data file at every load: which concept is which figure of which form, and
-- what may be compared with what.
CREATE TABLE IF NOT EXISTS crosswalk_concept (
    concept      VARCHAR NOT NULL,
    position     INTEGER NOT NULL,
    label        VARCHAR NOT NULL,
    about        VARCHAR NOT NULL,
    unit         VARCHAR NOT NULL,
    by_applicant BOOLEAN NOT NULL
);
COMMENT ON TABLE crosswalk_concept IS 'Concepts that may be followed over the years and forms (指标概念), one row each.';
COMMENT ON COLUMN crosswalk_concept.concept IS 'Code of the concept.';
COMMENT ON COLUMN crosswalk_concept.position IS 'Place in the list, from 1.';
COMMENT ON COLUMN crosswalk_concept.label IS 'Official Chinese label, of the form that has it last.';
COMMENT ON COLUMN crosswalk_concept.about IS 'What is counted, in words.';
COMMENT ON COLUMN crosswalk_concept.unit IS 'Unit (计量单位); amounts of money come in it whatever the report prints.';
COMMENT ON COLUMN crosswalk_concept.by_applicant IS 'True where the same holds for each kind of applicant (申请人情况): see requests.';

CREATE TABLE IF NOT EXISTS crosswalk_source (
    concept       VARCHAR NOT NULL,
    source        SMALLINT NOT NULL,
    form          VARCHAR NOT NULL,
    figures       VARCHAR[] NOT NULL,
    comparability VARCHAR NOT NULL,
    note          VARCHAR NOT NULL,
    sheets        VARCHAR[] NOT NULL
);
COMMENT ON TABLE crosswalk_source IS 'Where each concept is found in each form (指标来源), the best source first.';
COMMENT ON COLUMN crosswalk_source.concept IS 'Code of the concept.';
COMMENT ON COLUMN crosswalk_source.source IS 'Place among the sources of the concept, from 1: of several that a report has, the first counts.';
COMMENT ON COLUMN crosswalk_source.form IS 'Form (报告格式); "stat_local" for lists that no form describes, "text" for figures told in prose.';
COMMENT ON COLUMN crosswalk_source.figures IS 'Figure codes; of several, all are needed and added up.';
COMMENT ON COLUMN crosswalk_source.comparability IS 'exact or approximate.';
COMMENT ON COLUMN crosswalk_source.note IS 'Why it is approximate; empty where it is exact.';
COMMENT ON COLUMN crosswalk_source.sheets IS 'Statutory tables (t2, t3, t4 ...) in which these figures stand, see contradicted; none of prose and of local lists (所在表格).';

CREATE TABLE IF NOT EXISTS crosswalk_seam (
    concept       VARCHAR NOT NULL,
    form_before   VARCHAR NOT NULL,
    form_after    VARCHAR NOT NULL,
    comparability VARCHAR NOT NULL,
    why           VARCHAR NOT NULL
);
COMMENT ON TABLE crosswalk_seam IS 'What happens to each concept where one form follows another (口径衔接).';
COMMENT ON COLUMN crosswalk_seam.concept IS 'Code of the concept.';
COMMENT ON COLUMN crosswalk_seam.form_before IS 'Form before the change.';
COMMENT ON COLUMN crosswalk_seam.form_after IS 'Form after the change.';
COMMENT ON COLUMN crosswalk_seam.comparability IS 'exact: the line goes on; approximate: it goes on with a note; none: it stops or begins here.';
COMMENT ON COLUMN crosswalk_seam.why IS 'Why it stops, or how far it may be trusted; empty where it is exact.';

CREATE TABLE IF NOT EXISTS crosswalk_join (
    earlier       VARCHAR NOT NULL,
    later         VARCHAR NOT NULL,
    comparability VARCHAR NOT NULL,
    why           VARCHAR NOT NULL
);
COMMENT ON TABLE crosswalk_join IS 'Concepts that look alike, and whether they may be drawn as one line (相近指标). What is not declared may not.';
COMMENT ON COLUMN crosswalk_join.earlier IS 'Concept of the older forms.';
COMMENT ON COLUMN crosswalk_join.later IS 'Concept of the newer forms.';
COMMENT ON COLUMN crosswalk_join.comparability IS 'approximate: they may, with the note; none: they may not.';
COMMENT ON COLUMN crosswalk_join.why IS 'Why.';

CREATE TABLE IF NOT EXISTS rate_definition (
    rate        VARCHAR NOT NULL,
    about       VARCHAR NOT NULL,
    numerator   VARCHAR[] NOT NULL,
    denominator VARCHAR[] NOT NULL,
    smallest    INTEGER NOT NULL
);
COMMENT ON TABLE rate_definition IS 'Ready-made rates with their declared denominators (比率定义); for people: rate.';
COMMENT ON COLUMN rate_definition.rate IS 'Code of the rate.';
COMMENT ON COLUMN rate_definition.about IS 'What it tells, in words.';
COMMENT ON COLUMN rate_definition.numerator IS 'Concepts added up above the line.';
COMMENT ON COLUMN rate_definition.denominator IS 'Concepts added up below the line.';
COMMENT ON COLUMN rate_definition.smallest IS 'Denominator below which the rate says nothing and is null.';
