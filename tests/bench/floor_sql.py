"""The floor's statements, written by hand for both databases: dates and JSON come as text, figures as they are."""

from __future__ import annotations

MEASURES = """
SELECT m.id, m.number, CAST(m.titles AS TEXT), CAST(m.starts_on AS TEXT), CAST(m.ends_on AS TEXT)
FROM plan p JOIN measure m ON m.plan_id = p.id
WHERE p.agency_id = :agency_id AND p.fiscal_year = :fiscal_year
ORDER BY m.position
"""

ASSIGNMENTS = """
SELECT a.measure_id, a.division_id, CAST(r.month AS TEXT), r.progress, r.percent
FROM plan p
JOIN measure m ON m.plan_id = p.id
JOIN assignment a ON a.measure_id = m.id
LEFT JOIN progress_report r ON r.assignment_id = a.id AND r.month = (
    SELECT max(month) FROM progress_report WHERE assignment_id = a.id AND state IN ('submitted', 'accepted'))
WHERE p.agency_id = :agency_id AND p.fiscal_year = :fiscal_year
"""

DIVISIONS = "SELECT id, name FROM division WHERE agency_id = :agency_id ORDER BY position"

INDICATORS = """
SELECT i.measure_id, i.code
FROM plan p JOIN measure m ON m.plan_id = p.id JOIN measure_indicator i ON i.measure_id = m.id
WHERE p.agency_id = :agency_id AND p.fiscal_year = :fiscal_year
ORDER BY m.position
"""

SCORES = """
SELECT s.code, s.score FROM assessment a JOIN assessment_score s ON s.assessment_id = a.id
WHERE a.agency_id = :agency_id AND a.fiscal_year = :fiscal_year - 1
"""

MY_REPORTS = """
SELECT r.id, r.version, m.id, m.number, CAST(m.titles AS TEXT), m.responsible_text, m.period_text, m.monitoring_text,
    CAST(m.ends_on AS TEXT), CAST(b.month AS TEXT), b.answer, b.percent, b.done_text
FROM assignment a
JOIN progress_report r ON r.assignment_id = a.id AND r.month = :month
JOIN measure m ON m.id = a.measure_id
LEFT JOIN progress_report b ON b.assignment_id = a.id AND b.month = (
    SELECT max(month) FROM progress_report
    WHERE assignment_id = a.id AND month < :month AND state IN ('submitted', 'accepted'))
WHERE a.division_id = :division_id AND r.state IN ('open', 'draft', 'returned')
ORDER BY CASE WHEN m.ends_on < :today THEN 0 ELSE 1 END, m.position
LIMIT 12
"""

MY_REPORTS_OWED = """
SELECT count(*) FROM assignment a JOIN progress_report r ON r.assignment_id = a.id AND r.month = :month
WHERE a.division_id = :division_id AND r.state IN ('open', 'draft', 'returned')
"""

STEPS = """
SELECT s.measure_id, s.id, s.text FROM assignment a JOIN step s ON s.measure_id = a.measure_id
WHERE a.division_id = :division_id
ORDER BY s.position
"""

MEASURE = """
SELECT number, CAST(titles AS TEXT), responsible_text, period_text, monitoring_text, CAST(starts_on AS TEXT),
    CAST(ends_on AS TEXT)
FROM measure WHERE id = :measure_id
"""

STEPS_OF_MEASURE = "SELECT text FROM step WHERE measure_id = :measure_id ORDER BY position"

STANDING_OF_MEASURE = """
SELECT d.name, CAST(r.month AS TEXT), r.progress, r.percent
FROM assignment a
JOIN division d ON d.id = a.division_id
LEFT JOIN progress_report r ON r.assignment_id = a.id AND r.month = (
    SELECT max(month) FROM progress_report WHERE assignment_id = a.id AND state IN ('submitted', 'accepted'))
WHERE a.measure_id = :measure_id
ORDER BY d.position
"""

NOTES = """
SELECT d.name, CAST(r.month AS TEXT), CAST(v.at AS TEXT), v.action, v.by_name, v.by_title, CAST(v.content AS TEXT)
FROM assignment a
JOIN division d ON d.id = a.division_id
JOIN progress_report r ON r.assignment_id = a.id
JOIN progress_revision v ON v.report_id = r.id
WHERE a.measure_id = :measure_id
ORDER BY v.at DESC, v.id DESC
"""

UPDATE_REPORT = """
UPDATE progress_report SET state = 'submitted', answer = :answer, progress = 'in_progress', percent = :percent,
    done_text = :done_text, problems = :problems, next_steps = :next_steps, submitted_at = :at, version = version + 1
WHERE id = :report_id AND version = :version
"""

INSERT_REVISION = """
INSERT INTO progress_revision (agency_id, report_id, number, action, at, by_id, by_name, by_title, is_on_behalf,
    told_by, channel, comment, content)
SELECT :agency_id, :report_id, coalesce(max(number), 0) + 1, 'submitted', :at, :head_id, 'head', 'head', :no, '',
    'web', '', :content
FROM progress_revision WHERE report_id = :report_id
"""

INSERT_AUDIT_EVENT = """
INSERT INTO audit_event (agency_id, at, actor_id, actor_name, event, subject, subject_id, before, after)
VALUES (:agency_id, :at, :head_id, 'head', 'report_submitted', 'report', :report_id, '{}', :content)
"""
