-- Marking and coding. Reading statements see no hidden source; what an act removes or moves includes what hangs on hidden sources, since the
-- rows would otherwise point to nothing. A scope ?n is 0: every coder but role 'second', -1: everybody, else that coder.

-- name: source_get
SELECT id FROM source WHERE id = ?1 AND hidden = 0
-- name: segment_get
SELECT s.id
FROM segment s JOIN source o ON o.id = s.source AND o.hidden = 0
WHERE s.id = ?1
-- name: coding_get
SELECT g.id, g.segment, g.code, g.coder
FROM coding g JOIN segment s ON s.id = g.segment JOIN source o ON o.id = s.source AND o.hidden = 0
WHERE g.id = ?1
-- name: coding_find
SELECT id FROM coding WHERE segment = ?1 AND code = ?2 AND coder = ?3 ORDER BY id LIMIT 1

-- One's own segments that start in a row.
-- name: segments_started
SELECT a.segment, a.start_row, a.start_at, a.end_row, a.end_at
FROM anchor a JOIN segment s ON s.id = a.segment
WHERE a.start_row = ?1 AND s.coder = ?2
ORDER BY a.segment

-- What is made remembers the round that goes on (round_now).
-- name: segment_add
INSERT INTO segment (id, guid, source, coder, condensed, created, round)
VALUES (?1, ?2, ?3, ?4, '', ?5, (SELECT id FROM round WHERE ended IS NULL ORDER BY started DESC, id DESC LIMIT 1))
-- name: segment_condense
UPDATE segment SET condensed = ?2 WHERE id = ?1
-- name: segment_delete
DELETE FROM segment WHERE id = ?1
-- name: segment_delete_codings
DELETE FROM coding WHERE segment = ?1
-- name: segment_delete_memos
DELETE FROM memo WHERE target = ?1 AND about = 'segment'
-- name: segment_delete_quotes
DELETE FROM quote WHERE segment = ?1
-- name: segment_delete_places
DELETE FROM place WHERE segment = ?1
-- name: segment_delete_members
DELETE FROM grouping_member WHERE segment = ?1
-- name: segment_delete_refs
DELETE FROM participant_ref WHERE segment = ?1
-- name: segment_bare
SELECT 1 AS bare
FROM segment s
WHERE s.id = ?1 AND s.condensed = '' AND s.aside = 0
  AND NOT EXISTS (SELECT 1 FROM coding g WHERE g.segment = s.id)
  AND NOT EXISTS (SELECT 1 FROM memo m WHERE m.target = s.id AND m.about = 'segment')
  AND NOT EXISTS (SELECT 1 FROM quote q WHERE q.segment = s.id)
  AND NOT EXISTS (SELECT 1 FROM place p WHERE p.segment = s.id)
  AND NOT EXISTS (SELECT 1 FROM participant_ref r WHERE r.segment = s.id)

-- A coding is given on the meaning that its code has now; where the code has come to mean something else, the coding is stale.
-- name: coding_add
INSERT INTO coding (id, segment, code, coder, created, round, meaning)
VALUES (?1, ?2, ?3, ?4, ?5, (SELECT id FROM round WHERE ended IS NULL ORDER BY started DESC, id DESC LIMIT 1),
        (SELECT meaning FROM code WHERE id = ?3))
-- name: coding_recode
UPDATE coding
SET code = ?2, created = ?3, round = (SELECT id FROM round WHERE ended IS NULL ORDER BY started DESC, id DESC LIMIT 1),
    meaning = (SELECT meaning FROM code WHERE id = ?2)
WHERE id = ?1
-- name: coding_refresh
UPDATE coding SET meaning = (SELECT meaning FROM code WHERE code.id = coding.code)
WHERE id = ?1 AND meaning <> (SELECT meaning FROM code WHERE code.id = coding.code)
-- name: coding_delete
DELETE FROM coding WHERE id = ?1

-- name: segment_one
SELECT s.id, s.source, s.guid, s.condensed, s.aside, s.coder, s.round, s.created, a.start_row, a.start_at, a.end_row, a.end_at
FROM segment s JOIN source o ON o.id = s.source AND o.hidden = 0 JOIN anchor a ON a.segment = s.id
WHERE s.id = ?1
-- name: coding_one
SELECT g.id, g.segment, s.source, g.code, g.coder, g.round, g.meaning <> k.meaning AS stale, g.created, a.start_row, a.start_at, a.end_row, a.end_at
FROM coding g JOIN segment s ON s.id = g.segment JOIN source o ON o.id = s.source AND o.hidden = 0 JOIN anchor a ON a.segment = s.id
     JOIN code k ON k.id = g.code
WHERE g.id = ?1

-- A segment is within the scope by its coder, or by a coding that somebody within the scope has put on it.
-- name: segments_of_source
SELECT s.id, s.source, s.guid, s.condensed, s.aside, s.coder, s.round, s.created, a.start_row, a.start_at, a.end_row, a.end_at
FROM source o CROSS JOIN segment s ON s.source = o.id CROSS JOIN anchor a ON a.segment = s.id CROSS JOIN coder c ON c.id = s.coder
WHERE o.id = ?1 AND o.hidden = 0
  AND (?2 = -1 OR ?2 = s.coder OR (?2 = 0 AND c.role <> 'second')
       OR EXISTS (SELECT 1 FROM coding g JOIN coder k ON k.id = g.coder
                  WHERE g.segment = s.id AND (?2 = g.coder OR (?2 = 0 AND k.role <> 'second'))))
-- name: segments_all
SELECT s.id, s.source, s.guid, s.condensed, s.aside, s.coder, s.round, s.created, a.start_row, a.start_at, a.end_row, a.end_at
FROM source o CROSS JOIN segment s ON s.source = o.id CROSS JOIN anchor a ON a.segment = s.id CROSS JOIN coder c ON c.id = s.coder
WHERE o.hidden = 0
  AND (?1 = -1 OR ?1 = s.coder OR (?1 = 0 AND c.role <> 'second')
       OR EXISTS (SELECT 1 FROM coding g JOIN coder k ON k.id = g.coder
                  WHERE g.segment = s.id AND (?1 = g.coder OR (?1 = 0 AND k.role <> 'second'))))

-- name: codings_of_source
SELECT g.id, g.segment, s.source, g.code, g.coder, g.round, g.meaning <> k.meaning AS stale, g.created, a.start_row, a.start_at, a.end_row, a.end_at
FROM source o CROSS JOIN segment s ON s.source = o.id CROSS JOIN coding g ON g.segment = s.id CROSS JOIN anchor a ON a.segment = s.id
     CROSS JOIN coder c ON c.id = g.coder CROSS JOIN code k ON k.id = g.code
WHERE o.id = ?1 AND o.hidden = 0 AND (?2 = -1 OR ?2 = g.coder OR (?2 = 0 AND c.role <> 'second'))
-- name: codings_of_code
SELECT g.id, g.segment, s.source, g.code, g.coder, g.round, g.meaning <> k.meaning AS stale, g.created, a.start_row, a.start_at, a.end_row, a.end_at
FROM coding g CROSS JOIN segment s ON s.id = g.segment CROSS JOIN source o ON o.id = s.source CROSS JOIN anchor a ON a.segment = s.id
     CROSS JOIN coder c ON c.id = g.coder CROSS JOIN code k ON k.id = g.code
WHERE g.code = ?1 AND (?3 = 0 OR s.source = ?3) AND o.hidden = 0 AND (?2 = -1 OR ?2 = g.coder OR (?2 = 0 AND c.role <> 'second'))
-- name: codings_all
SELECT g.id, g.segment, s.source, g.code, g.coder, g.round, g.meaning <> k.meaning AS stale, g.created, a.start_row, a.start_at, a.end_row, a.end_at
FROM source o CROSS JOIN segment s ON s.source = o.id CROSS JOIN coding g ON g.segment = s.id CROSS JOIN anchor a ON a.segment = s.id
     CROSS JOIN coder c ON c.id = g.coder CROSS JOIN code k ON k.id = g.code
WHERE o.hidden = 0 AND (?1 = -1 OR ?1 = g.coder OR (?1 = 0 AND c.role <> 'second'))

-- The codes a coder has used, last used first: for each code its newest coding that is seen, found at the end of the index.
-- name: codes_recent
SELECT c.id
FROM code c CROSS JOIN coding g
     ON g.id = (SELECT t.id
                FROM coding t CROSS JOIN segment s ON s.id = t.segment CROSS JOIN source o ON o.id = s.source
                WHERE t.coder = ?1 AND t.code = c.id AND o.hidden = 0
                ORDER BY t.created DESC, t.id DESC
                LIMIT 1)
WHERE c.status = 'active'
ORDER BY g.created DESC, g.id DESC
LIMIT ?2
