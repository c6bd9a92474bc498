-- Purpose: the narrative cut into clauses, by which copied texts are known.
CREATE OR REPLACE MACRO section_clauses(narrative) AS list_filter(
    string_split(
        translate(narrative, '；！？，：、;!?,:' || chr(10) || '0123456789０１２３４５６７８９ 　' || chr(9) || chr(13), '。。。。。。。。。。。。'),
        '。'
    ),
    lambda clause: length(clause) >= 6
);
COMMENT ON MACRO section_clauses IS 'section_clauses(narrative): the clauses of a text of six characters or more (分句), without digits and spaces.';

CREATE OR REPLACE MACRO clause_hashes(narrative) AS
list_transform(section_clauses(narrative), lambda clause: hash(clause));
COMMENT ON MACRO clause_hashes IS 'clause_hashes(narrative): hashes of the clauses of a text (分句指纹), the same within one version of DuckDB.';
