-- Purpose: star out, character by character, e-mail addresses, and telephone numbers in lines that speak of contact.
-- The length stays, so that places within a text stay true. Figures of other lines are not touched.
CREATE OR REPLACE TEMP MACRO starred(text, found) AS
    list_reduce(list_prepend(text, list_distinct(found)), lambda done, one: replace(done, one, repeat('*', length(one))));
CREATE OR REPLACE TEMP MACRO masked_line(line) AS
    starred(
        line,
        CASE WHEN regexp_matches(line, '(?i)联系|电话|电\s*话|传真|手机|热线|咨询|邮箱|邮件|邮编|网址|mail|tel|fax')
        THEN regexp_extract_all(
            line, '[(（]?[+＋]?[0-9０-９]{3,5}[)）]?[-－—–―\s]{0,3}[0-9０-９]{3,4}[-－—–\s]?[0-9０-９]{4,8}(?:[-－—–转][0-9０-９]{1,6})?|[0-9０-９]{7,12}'
        )
        ELSE [] END
    );
CREATE OR REPLACE TEMP MACRO masked(text) AS
    starred(
        array_to_string(list_transform(string_split(text, chr(10)), lambda line: masked_line(line)), chr(10)),
        regexp_extract_all(text, '[A-Za-z0-9._%+-]+[@＠][A-Za-z0-9-]+(?:[.．][A-Za-z0-9-]+)+')
    );
