-- Purpose: take over from the release before what it alone knows: its own entry, where a kill came before it was written back.
INSERT INTO release BY NAME FROM old.release o WHERE o.release NOT IN (SELECT release FROM release);
INSERT INTO release_count BY NAME FROM old.release_count o WHERE o.release NOT IN (SELECT release FROM release_count);
INSERT INTO release_audit BY NAME FROM old.release_audit o WHERE o.release NOT IN (SELECT release FROM release_audit);
INSERT INTO release_change BY NAME FROM old.release_change o WHERE o.release NOT IN (SELECT release FROM release_change);
INSERT INTO release_figure_change BY NAME
FROM old.release_figure_change o WHERE o.release NOT IN (SELECT release FROM release_figure_change);
