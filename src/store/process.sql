-- How the study goes: rounds, phases, the research question, what is set aside, quotes. Undo and redo of two coders can leave two rounds or two
-- phases going on at once: the one begun last then holds, and ending ends all.

-- name: rounds_list
SELECT id, guid, name, stance, note, coder, started, ended FROM round ORDER BY started, id
-- name: round_now
SELECT id FROM round WHERE ended IS NULL ORDER BY started DESC, id DESC LIMIT 1
-- name: round_named
SELECT id FROM round WHERE name = ?1 LIMIT 1
-- name: rounds_end
UPDATE round SET ended = ?1 WHERE ended IS NULL
-- name: round_add
INSERT INTO round (id, guid, name, stance, note, coder, started) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

-- What was made in the rounds and stands: codings that count, active codes, themes by status.
-- name: round_codings
SELECT g.round, count(*) AS n
FROM coding g CROSS JOIN segment s ON s.id = g.segment CROSS JOIN source o ON o.id = s.source CROSS JOIN coder c ON c.id = g.coder
WHERE g.round IS NOT NULL AND o.hidden = 0 AND c.role <> 'second'
GROUP BY g.round
-- name: round_codes
SELECT round, count(*) AS n FROM code WHERE round IS NOT NULL AND status = 'active' GROUP BY round
-- name: round_themes
SELECT round, count(*) AS n FROM theme WHERE round IS NOT NULL AND status IN ('candidate', 'kept') GROUP BY round

-- name: phases_list
SELECT id, phase, coder, entered, why, left_at, left_why FROM phase ORDER BY entered, id
-- name: phase_now
SELECT phase FROM phase WHERE left_at IS NULL ORDER BY entered DESC, id DESC LIMIT 1
-- name: phases_leave
UPDATE phase SET left_at = ?1, left_why = ?2 WHERE left_at IS NULL
-- name: phase_enter
INSERT INTO phase (id, phase, coder, entered, why, left_why) VALUES (?1, ?2, ?3, ?4, ?5, '')

-- name: questions_list
SELECT id, text, reason, coder, created FROM question ORDER BY created, id
-- name: question_now
SELECT text FROM question ORDER BY created DESC, id DESC LIMIT 1
-- name: question_add
INSERT INTO question (id, text, reason, coder, created) VALUES (?1, ?2, ?3, ?4, ?5)
-- name: project_set_attribution
UPDATE project SET attribution = ?1 WHERE id = 1
-- name: project_set_citation
UPDATE project SET citation = ?1 WHERE id = 1
-- name: coder_get
SELECT id FROM coder WHERE id = ?1
-- name: coder_set_role
UPDATE coder SET role = ?2 WHERE id = ?1
-- name: source_set_checked
UPDATE source SET checked = ?2 WHERE id = ?1 AND (checked IS NULL) <> (?2 IS NULL)

-- name: segment_coded
SELECT id FROM coding WHERE segment = ?1 LIMIT 1
-- name: segment_set_aside
UPDATE segment SET aside = ?2 WHERE id = ?1 AND aside <> ?2
-- name: segment_aside
SELECT aside FROM segment WHERE id = ?1

-- name: quotes_list
SELECT q.id, q.guid, q.segment, q.text, q.coder, q.created
FROM quote q CROSS JOIN segment s ON s.id = q.segment CROSS JOIN source o ON o.id = s.source
WHERE o.hidden = 0
ORDER BY q.created, q.id
-- name: quote_of
SELECT id FROM quote WHERE segment = ?1 ORDER BY created, id LIMIT 1
-- name: quote_get
SELECT q.segment, q.text
FROM quote q JOIN segment s ON s.id = q.segment JOIN source o ON o.id = s.source AND o.hidden = 0
WHERE q.id = ?1
-- name: quote_add
INSERT INTO quote (id, guid, segment, text, coder, created) VALUES (?1, ?2, ?3, '', ?4, ?5)
-- name: quote_set
UPDATE quote SET text = ?2 WHERE id = ?1
-- name: quote_delete
DELETE FROM quote WHERE id = ?1

-- What the data say of the phases. Columns of the long ones are read by their order.
-- name: figures_sources
SELECT o.id, o.checked, ifnull((SELECT far FROM reading d WHERE d.coder = ?1 AND d.source = o.id), 0) AS far
FROM source o
WHERE o.hidden = 0
ORDER BY o.id
-- name: figures_rows
SELECT source, id, chars FROM row ORDER BY source, ord
-- name: figures_segments
SELECT s.id, s.source, s.coder, s.aside, a.start_row, a.start_at, a.end_row, a.end_at
FROM segment s CROSS JOIN anchor a ON a.segment = s.id
ORDER BY s.id
-- name: figures_codes
SELECT id, parent, status FROM code ORDER BY id
-- name: figures_themes
SELECT t.id, t.parent, t.status, t.definition
FROM project CROSS JOIN theme t ON t.structure = project.structure
ORDER BY t.id
-- name: figures_places
SELECT p.theme, p.code, p.segment
FROM project CROSS JOIN theme t ON t.structure = project.structure CROSS JOIN place p ON p.theme = t.id
-- name: figures_memos
SELECT count(*) AS n
FROM memo m
WHERE CASE m.about
          WHEN 'source' THEN EXISTS (SELECT 1 FROM source o WHERE o.id = m.target AND o.hidden = 0)
          WHEN 'segment' THEN EXISTS (SELECT 1 FROM segment s JOIN source o ON o.id = s.source WHERE s.id = m.target AND o.hidden = 0)
          ELSE 1 END
-- name: figures_versions
SELECT count(*) AS n FROM version WHERE number IS NOT NULL
