-- Purpose: the outcomes in their order, the best first: of the fates that a document meets in several publications the best is its own.
CREATE OR REPLACE MACRO outcome_rank(outcome) AS
list_position(['loaded', 'loaded_with_findings', 'held', 'withdrawn', 'quarantined', 'duplicate', 'unreachable'], outcome);
COMMENT ON MACRO outcome_rank IS 'outcome_rank(outcome): place of an outcome among all that there are (处理结果), the best first; null for what is none.';
