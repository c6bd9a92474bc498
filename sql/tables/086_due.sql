-- Purpose: when a report has to be public, taken from its data file (schema/due.toml) at every load: one rule for every question.
CREATE TABLE IF NOT EXISTS due_rule (
    position SMALLINT NOT NULL,
    since    SMALLINT,
    until    SMALLINT,
    levels   VARCHAR[],
    kinds    VARCHAR[],
    due      VARCHAR,
    awaited  VARCHAR NOT NULL,
    basis    VARCHAR NOT NULL
);
COMMENT ON TABLE due_rule IS 'Rules of the day on which a report has to be public (公布期限), one row each: the first that fits counts.';
COMMENT ON COLUMN due_rule.position IS 'Place in the list, from 1.';
COMMENT ON COLUMN due_rule.since IS 'First report year (报告年度) that it holds for; null: all before.';
COMMENT ON COLUMN due_rule.until IS 'Last report year that it holds for; null: all after.';
COMMENT ON COLUMN due_rule.levels IS 'Levels of agencies (行政层级) that it holds for, unknown among them; null: all.';
COMMENT ON COLUMN due_rule.kinds IS 'Kinds of agencies (机关类别) that it holds for, unknown among them; null: all.';
COMMENT ON COLUMN due_rule.due IS 'Month and day of the following year, the last on which a report is in time; null where no day is set.';
COMMENT ON COLUMN due_rule.awaited IS 'Month and day of the following year from which on a report that has not come is missing: due, where that is set.';
COMMENT ON COLUMN due_rule.basis IS 'What sets the day (法律依据), or why there is none.';
