-- A whole study going out: what is not hidden, each thing once, by id.

-- name: give_coders
SELECT id, guid, name, role FROM coder ORDER BY id
-- name: give_attributes
SELECT id, guid, name, type, description FROM attribute ORDER BY ord, id
-- name: give_source_attributes
SELECT id, guid, name, type, description FROM source_attribute ORDER BY ord, id
-- name: give_sources
SELECT o.id, o.guid, o.name, o.kind, o.date, o.minutes, o.method, o.author, o.year, o.encoding, o.file, o.sha256, o.format, o.imported, o.checked,
       o.report, o.coder
FROM source o
WHERE o.hidden = 0
ORDER BY o.imported, o.id
-- name: give_readings
SELECT coder, at, far FROM reading WHERE source = ?1 ORDER BY coder
-- name: give_source_values
SELECT a.name, v.value FROM source_value v CROSS JOIN source_attribute a ON a.id = v.attribute WHERE v.source = ?1 ORDER BY a.ord, a.id
-- name: give_rows
SELECT id, part, opens, speaker, start_ms, end_ms, chars, text FROM row WHERE source = ?1 ORDER BY ord
-- name: give_cues
SELECT cue.row, cue.at, cue.start_ms, cue.end_ms FROM row CROSS JOIN cue ON cue.row = row.id WHERE row.source = ?1 ORDER BY row.ord, cue.at, cue.id
-- name: give_speakers
SELECT id, name, role, participant FROM speaker WHERE source = ?1 ORDER BY id
-- name: give_segments
SELECT s.id, s.guid, s.coder, s.condensed, s.created, s.aside, s.round, s.whole, a.start_row, a.start_at, a.end_row, a.end_at
FROM segment s CROSS JOIN anchor a ON a.segment = s.id
WHERE s.source = ?1
-- name: give_codings
SELECT g.id, g.segment, g.code, g.coder, g.created, g.round, g.meaning, g.guid
FROM segment s CROSS JOIN coding g ON g.segment = s.id
WHERE s.source = ?1
-- name: give_makers
SELECT id, coder, created FROM code ORDER BY id
-- name: give_reviews
SELECT r.id, r.guid, r.coding, r.kind, r.text, r.code, r.meaning, r.words, r.said, r.coder, r.created
FROM review r LEFT JOIN coding g ON g.id = r.coding LEFT JOIN segment s ON s.id = g.segment LEFT JOIN source o ON o.id = s.source
WHERE ifnull(o.hidden, 0) = 0
ORDER BY r.id
-- name: give_versions
SELECT id, guid, number, why, label, note, coder, phase, created, sources, codings, codes, themes, content FROM version ORDER BY id
-- name: give_groupings
SELECT id, guid, name, description FROM grouping ORDER BY id
-- name: give_members
SELECT m.grouping AS of, m.source, m.segment, m.code, m.memo
FROM grouping_member m LEFT JOIN segment s ON s.id = m.segment LEFT JOIN source o ON o.id = coalesce(m.source, s.source)
WHERE ifnull(o.hidden, 0) = 0
-- name: give_refs
SELECT m.participant AS of, m.source, m.segment, m.code, m.memo
FROM participant_ref m LEFT JOIN segment s ON s.id = m.segment LEFT JOIN source o ON o.id = coalesce(m.source, s.source)
WHERE ifnull(o.hidden, 0) = 0
-- name: give_links
SELECT id, guid, name, origin, target, direction, colour FROM link ORDER BY id
