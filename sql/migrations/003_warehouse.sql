-- Purpose: columns whose names SQL reserves are called otherwise, so that nobody has to quote them.
ALTER TABLE indicator RENAME COLUMN "column" TO column_label;
ALTER TABLE text_figure RENAME COLUMN "offset" TO characters_before;
