-- Purpose: who read the transcribed figures of current reports, and when, by document and code.
SELECT p.sha256, p.code, p.who, strftime(p.read_at, '%Y-%m-%d') AS read_on, p.note
FROM person_reading p SEMI JOIN (FROM current_figure WHERE state = 'transcribed') f ON f.sha256 = p.sha256 AND f.code = p.code
WHERE p.answer = 'printed' ORDER BY ALL;
