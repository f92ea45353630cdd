-- The study's things: project, coders, sources, speakers, participants, memos.

-- name: project_get
SELECT guid, title, ifnull((SELECT text FROM question ORDER BY created DESC, id DESC LIMIT 1), '') AS question, attribution, citation, structure,
       created, ifnull((SELECT at FROM act ORDER BY seq DESC LIMIT 1), created) AS last_act
FROM project
WHERE id = 1
-- name: project_set_title
UPDATE project SET title = ?1 WHERE id = 1
-- name: coders_list
SELECT id, guid, name, role FROM coder ORDER BY created, id

-- name: sources_list
SELECT o.id, o.guid, o.name, o.kind, o.date, o.minutes, o.method, o.author, o.year, o.encoding, o.file, o.sha256, o.format, o.imported, o.checked,
       ifnull((SELECT far FROM reading d WHERE d.coder = ?1 AND d.source = o.id), 0) AS far
FROM source o
WHERE o.hidden = 0
ORDER BY o.imported, o.id
-- name: sources_read
SELECT source, far FROM reading WHERE coder = ?1
-- name: source_report
SELECT report FROM source WHERE id = ?1 AND hidden = 0
-- name: source_size
SELECT ifnull(sum(chars), 0) AS chars, ifnull(sum(words), 0) AS words FROM row WHERE source = ?1
-- name: source_set_name
UPDATE source SET name = ?2 WHERE id = ?1
-- name: source_set_kind
UPDATE source SET kind = ?2 WHERE id = ?1
-- name: source_set_date
UPDATE source SET date = ?2 WHERE id = ?1
-- name: source_set_minutes
UPDATE source SET minutes = ?2 WHERE id = ?1
-- name: source_set_method
UPDATE source SET method = ?2 WHERE id = ?1
-- name: source_set_author
UPDATE source SET author = ?2 WHERE id = ?1
-- name: source_set_year
UPDATE source SET year = ?2 WHERE id = ?1

-- name: speakers_list
SELECT p.id, p.source, p.name, p.role, p.participant, -1 AS turns
FROM source o CROSS JOIN speaker p ON p.source = o.id
WHERE o.hidden = 0
ORDER BY o.imported, o.id, p.id
-- name: speakers_of_source
SELECT p.id, p.source, p.name, p.role, p.participant,
       (SELECT count(*) FROM row r WHERE r.speaker = p.id AND r.opens <> 0) AS turns
FROM source o CROSS JOIN speaker p ON p.source = o.id
WHERE o.id = ?1 AND o.hidden = 0
ORDER BY p.id
-- name: speaker_turns
SELECT count(*) FROM row WHERE speaker = ?1 AND opens <> 0
-- name: speaker_get
SELECT p.source
FROM speaker p JOIN source o ON o.id = p.source AND o.hidden = 0
WHERE p.id = ?1
-- name: speaker_named
SELECT id FROM speaker WHERE source = ?1 AND name = ?2 AND id <> ?3 LIMIT 1
-- name: speaker_add
INSERT INTO speaker (id, source, name, role) VALUES (?1, ?2, ?3, 'nobody')
-- name: speaker_rename
UPDATE speaker SET name = ?2 WHERE id = ?1
-- name: speaker_link
UPDATE speaker SET role = ?2, participant = ?3 WHERE id = ?1

-- name: participants_list
SELECT id, guid, name FROM participant ORDER BY ord, id
-- name: participant_get
SELECT id FROM participant WHERE id = ?1
-- name: participant_named
SELECT id FROM participant WHERE name = ?1 AND id <> ?2 LIMIT 1
-- name: participant_last_ord
SELECT max(ord) AS ord FROM participant
-- name: participant_add
INSERT INTO participant (id, guid, name, ord) VALUES (?1, ?2, ?3, ?4)
-- name: participant_rename
UPDATE participant SET name = ?2 WHERE id = ?1
-- name: attributes_list
SELECT id, name, type FROM attribute ORDER BY ord, id
-- name: attribute_named
SELECT id, type FROM attribute WHERE name = ?1
-- name: attribute_last_ord
SELECT max(ord) AS ord FROM attribute
-- name: attribute_add
INSERT INTO attribute (id, name, type, ord) VALUES (?1, ?2, ?3, ?4)
-- name: attribute_delete
DELETE FROM attribute WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM participant_value WHERE attribute = ?1)
-- name: values_list
SELECT participant, attribute, value FROM participant_value ORDER BY participant, attribute
-- name: value_set
INSERT INTO participant_value (participant, attribute, value) VALUES (?1, ?2, ?3)
ON CONFLICT (participant, attribute) DO UPDATE SET value = excluded.value
-- name: value_delete
DELETE FROM participant_value WHERE participant = ?1 AND attribute = ?2

-- Memos on what a hidden source holds are not seen.
-- name: memos_list
SELECT m.id, m.guid, m.about, m.target, m.coder, m.text, m.created, m.changed
FROM memo m
WHERE CASE m.about
          WHEN 'source' THEN EXISTS (SELECT 1 FROM source o WHERE o.id = m.target AND o.hidden = 0)
          WHEN 'segment' THEN EXISTS (SELECT 1 FROM segment s JOIN source o ON o.id = s.source WHERE s.id = m.target AND o.hidden = 0)
          ELSE 1 END
ORDER BY m.created, m.id
-- name: memo_get
SELECT m.id, m.text
FROM memo m
WHERE m.id = ?1
  AND CASE m.about
          WHEN 'source' THEN EXISTS (SELECT 1 FROM source o WHERE o.id = m.target AND o.hidden = 0)
          WHEN 'segment' THEN EXISTS (SELECT 1 FROM segment s JOIN source o ON o.id = s.source WHERE s.id = m.target AND o.hidden = 0)
          ELSE 1 END
-- name: memo_theme
SELECT id FROM theme WHERE id = ?1
-- name: memo_structure
SELECT id FROM structure WHERE id = ?1
-- name: memo_add
INSERT INTO memo (id, guid, about, target, coder, text, created, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)
-- name: memo_set
UPDATE memo SET text = ?2, changed = ?3 WHERE id = ?1
-- name: memo_delete
DELETE FROM memo WHERE id = ?1
