-- Purpose: what do reports tell only in prose, at each level: how many do, and how much is that in the middle?
SELECT level, label, unit, count(*) AS reports, median(value) AS middle, arg_min(sentence, (agency, year)) AS for_example
FROM told_figure
WHERE code IN ('text.training_sessions', 'text.press_conferences', 'text.wechat_items')
GROUP BY level, label, unit
ORDER BY level, label, unit;
