-- Purpose: take out what documents read again had left, and renumber older revisions whose place has changed.
DELETE FROM figure WHERE sha256 IN (SELECT sha256 FROM replaced);
DELETE FROM section WHERE sha256 IN (SELECT sha256 FROM replaced);
DELETE FROM finding WHERE sha256 IN (SELECT sha256 FROM replaced);
DELETE FROM report WHERE sha256 IN (SELECT sha256 FROM replaced);
DELETE FROM document WHERE sha256 IN (SELECT sha256 FROM replaced);

UPDATE report SET revision = n.revision, is_current = n.is_current FROM renumbered n WHERE report.sha256 = n.sha256;
UPDATE figure SET revision = n.revision FROM renumbered n WHERE figure.sha256 = n.sha256;
UPDATE section SET revision = n.revision FROM renumbered n WHERE section.sha256 = n.sha256;
UPDATE finding SET revision = n.revision FROM renumbered n WHERE finding.sha256 = n.sha256;
