-- A whole study coming in. What is there already is read whole, once; ids that are to stay are looked up one by one.

-- name: take_coders
SELECT id, guid, name FROM coder
-- name: take_sources
SELECT id, guid, name, sha256 FROM source WHERE hidden = 0
-- name: take_codes
SELECT id, guid, meaning FROM code
-- name: take_participants
SELECT id, guid, name FROM participant ORDER BY ord, id
-- name: take_attributes
SELECT id, guid, name, type FROM attribute
-- name: take_source_attributes
SELECT id, guid, name, type FROM source_attribute
-- name: take_rounds
SELECT id, guid FROM round
-- name: take_structures
SELECT id, guid FROM structure
-- name: take_themes
SELECT id, guid FROM theme
-- name: take_memos
SELECT m.id, m.guid FROM memo m
WHERE CASE m.about
          WHEN 'source' THEN EXISTS (SELECT 1 FROM source o WHERE o.id = m.target AND o.hidden = 0)
          WHEN 'segment' THEN EXISTS (SELECT 1 FROM segment s JOIN source o ON o.id = s.source WHERE s.id = m.target AND o.hidden = 0)
          ELSE 1 END
-- name: take_versions
SELECT id, guid, number FROM version
-- name: take_groupings
SELECT id, guid FROM grouping
-- name: take_links
SELECT id, guid FROM link
-- name: take_empty
SELECT NOT EXISTS (SELECT 1 FROM source WHERE hidden = 0) AND NOT EXISTS (SELECT 1 FROM code) AND NOT EXISTS (SELECT 1 FROM participant)
       AND NOT EXISTS (SELECT 1 FROM memo) AND NOT EXISTS (SELECT 1 FROM structure) AND NOT EXISTS (SELECT 1 FROM round)
       AND NOT EXISTS (SELECT 1 FROM phase) AND NOT EXISTS (SELECT 1 FROM question) AS n
-- name: take_told
SELECT file FROM told WHERE sha256 = ?1 AND out = 0 LIMIT 1

-- Who has an id already: its GUID, '' for what has none.
-- name: take_at_coder
SELECT guid FROM coder WHERE id = ?1
-- name: take_at_source
SELECT guid FROM source WHERE id = ?1
-- name: take_at_speaker
SELECT '' AS guid FROM speaker WHERE id = ?1
-- name: take_at_participant
SELECT guid FROM participant WHERE id = ?1
-- name: take_at_code
SELECT guid FROM code WHERE id = ?1
-- name: take_at_round
SELECT guid FROM round WHERE id = ?1
-- name: take_at_segment
SELECT guid FROM segment WHERE id = ?1
-- name: take_at_coding
SELECT guid FROM coding WHERE id = ?1
-- name: take_at_memo
SELECT guid FROM memo WHERE id = ?1
-- name: take_at_phase
SELECT '' AS guid FROM phase WHERE id = ?1
-- name: take_at_question
SELECT '' AS guid FROM question WHERE id = ?1
-- name: take_at_structure
SELECT guid FROM structure WHERE id = ?1
-- name: take_at_theme
SELECT guid FROM theme WHERE id = ?1
-- name: take_at_place
SELECT '' AS guid FROM place WHERE id = ?1
-- name: take_at_quote
SELECT guid FROM quote WHERE id = ?1
-- name: take_at_review
SELECT guid FROM review WHERE id = ?1
-- name: take_at_version
SELECT guid FROM version WHERE id = ?1
-- name: take_at_grouping
SELECT guid FROM grouping WHERE id = ?1
-- name: take_at_link
SELECT guid FROM link WHERE id = ?1

-- name: take_same_phase
SELECT id FROM phase WHERE phase = ?1 AND entered = ?2 AND coder = ?3 LIMIT 1
-- name: take_same_question
SELECT id FROM question WHERE created = ?1 AND coder = ?2 AND text = ?3 LIMIT 1
-- name: take_same_place
SELECT id FROM place WHERE theme = ?1 AND code IS ?2 AND segment IS ?3 LIMIT 1
-- name: take_same_member
SELECT id FROM grouping_member WHERE grouping = ?1 AND source IS ?2 AND segment IS ?3 AND code IS ?4 AND memo IS ?5 LIMIT 1
-- name: take_same_ref
SELECT id FROM participant_ref WHERE participant = ?1 AND source IS ?2 AND segment IS ?3 AND code IS ?4 AND memo IS ?5 LIMIT 1
-- name: take_theme_last_ord
SELECT max(ord) AS ord FROM theme WHERE parent IS ?1
-- name: take_place_last_ord
SELECT max(ord) AS ord FROM place WHERE theme = ?1
-- name: take_source_attribute_last_ord
SELECT max(ord) AS ord FROM source_attribute
-- name: take_value
SELECT value FROM participant_value WHERE participant = ?1 AND attribute = ?2
-- name: take_values_of
SELECT value FROM participant_value WHERE attribute = ?1
-- name: take_source_values_of
SELECT value FROM source_value WHERE attribute = ?1

-- name: take_project
UPDATE project SET guid = ?1, title = ?2, created = ?3, attribution = ?4, citation = ?5 WHERE id = 1
-- name: take_project_structure
UPDATE project SET structure = ?1 WHERE id = 1 AND structure IS NULL
-- name: take_own_coder
UPDATE coder SET id = ?2, guid = ?3 WHERE id = ?1
-- name: take_coder
INSERT INTO coder (id, guid, name, role, created) VALUES (?1, ?2, ?3, 'analyst', ?4)
-- name: take_source
INSERT INTO source (id, guid, name, kind, date, minutes, method, author, year, encoding, file, sha256, format, report, imported, checked, coder, hidden)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, 1)
-- name: take_reading
INSERT INTO reading (coder, source, at, far) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (coder, source) DO NOTHING
-- name: take_attribute
INSERT INTO attribute (id, name, type, ord, guid, description) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
-- name: take_attribute_type
UPDATE attribute SET type = 'text' WHERE id = ?1
-- name: take_source_attribute
INSERT INTO source_attribute (id, name, type, ord, guid, description) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
-- name: take_source_attribute_type
UPDATE source_attribute SET type = 'text' WHERE id = ?1
-- name: take_source_value
INSERT INTO source_value (source, attribute, value) VALUES (?1, ?2, ?3) ON CONFLICT (source, attribute) DO UPDATE SET value = excluded.value
-- name: take_round
INSERT INTO round (id, guid, name, stance, note, coder, started, ended) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
-- name: take_segment
INSERT INTO segment (id, guid, source, coder, condensed, created, aside, round, whole) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, ?8)
-- name: take_segment_round
UPDATE segment SET round = ?2 WHERE id = ?1
-- name: take_anchor
INSERT INTO anchor (segment, source, start_row, start_at, end_row, end_at, words, context) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
-- name: take_coding
INSERT INTO coding (id, segment, code, coder, created, round, meaning, guid) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
-- name: take_memo
INSERT INTO memo (id, guid, about, target, coder, text, created, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
-- name: take_phase
INSERT INTO phase (id, phase, coder, entered, why, left_at, left_why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
-- name: take_question
INSERT INTO question (id, text, reason, coder, created) VALUES (?1, ?2, ?3, ?4, ?5)
-- name: take_quote
INSERT INTO quote (id, guid, segment, text, coder, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
-- name: take_grouping
INSERT INTO grouping (id, guid, name, description) VALUES (?1, ?2, ?3, ?4)
-- name: take_member
INSERT INTO grouping_member (id, grouping, source, segment, code, memo) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
-- name: take_ref
INSERT INTO participant_ref (id, participant, source, segment, code, memo) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
-- name: take_link
INSERT INTO link (id, guid, name, origin, target, direction, colour) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

-- name: told_add
INSERT INTO told (id, out, coder, file, format, encoding, sha256, text, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
-- name: told_list
SELECT id, out, coder, file, format, encoding, sha256, text, at FROM told ORDER BY at, id
