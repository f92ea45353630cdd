-- The codebook: the tree of codes, counts, merging and deleting.

-- name: codes_list
SELECT id, guid, parent, ord, name, definition, include, exclude, example, colour, status, origin, level, merged_into, split_from, meaning, round FROM code
-- name: code_get
SELECT id, guid, parent, ord, name, definition, include, exclude, example, colour, status, origin, level, merged_into, split_from, meaning, round FROM code WHERE id = ?1

-- Every coding with its source, in two passes over indexes that cover them, which uses.c brings together: looking up the codings of one
-- segment after the other takes three times as long. Columns are read by their order here.
-- name: use_codings
SELECT segment, code, coder, id FROM coding ORDER BY segment
-- name: use_segments
SELECT s.id, s.source
FROM source o CROSS JOIN segment s ON s.source = o.id
WHERE o.hidden = 0
ORDER BY o.id, s.id
-- name: code_use
SELECT s.source, g.segment, g.code, g.coder
FROM coding g JOIN segment s ON s.id = g.segment JOIN source o ON o.id = s.source AND o.hidden = 0
WHERE g.id = ?1
-- name: coders_second
SELECT id FROM coder WHERE role = 'second'

-- name: code_children
SELECT id, ord FROM code WHERE parent IS ?1 ORDER BY ord, id
-- name: code_last_ord
SELECT max(ord) AS ord FROM code WHERE parent IS ?1

-- name: code_add
INSERT INTO code (id, guid, parent, ord, name, definition, include, exclude, example, colour, status, origin, level, split_from, coder, created, round)
VALUES (?1, ?2, ?3, ?4, ?5, '', '', '', '', ?6, 'active', ?7, ?8, ?9, ?10, ?11,
        (SELECT id FROM round WHERE ended IS NULL ORDER BY started DESC, id DESC LIMIT 1))
-- name: code_set_name
UPDATE code SET name = ?2 WHERE id = ?1
-- name: code_set_definition
UPDATE code SET definition = ?2 WHERE id = ?1
-- name: code_set_include
UPDATE code SET include = ?2 WHERE id = ?1
-- name: code_set_exclude
UPDATE code SET exclude = ?2 WHERE id = ?1
-- name: code_set_example
UPDATE code SET example = ?2 WHERE id = ?1
-- name: code_set_colour
UPDATE code SET colour = ?2 WHERE id = ?1
-- name: code_set_kind
UPDATE code SET status = ?2, origin = ?3, level = ?4, merged_into = ?5 WHERE id = ?1
-- name: code_set_place
UPDATE code SET parent = ?2, ord = ?3 WHERE id = ?1

-- name: merge_drop_doubles
DELETE FROM coding
WHERE code = ?1 AND EXISTS (SELECT 1 FROM coding t WHERE t.segment = coding.segment AND t.code = ?2 AND t.coder = coding.coder)
-- name: merge_codings
UPDATE coding SET code = ?2, meaning = -1 WHERE code = ?1
-- name: merge_drop_places
DELETE FROM place WHERE code = ?1 AND EXISTS (SELECT 1 FROM place t WHERE t.theme = place.theme AND t.code = ?2)
-- name: merge_places
UPDATE place SET code = ?2 WHERE code = ?1
-- name: merge_mark
UPDATE code SET status = 'merged', merged_into = ?2 WHERE id = ?1

-- What an analyst picks for the new code is given on its present meaning.
-- name: split_coding
UPDATE coding SET code = ?2, meaning = (SELECT meaning FROM code WHERE id = ?2) WHERE id = ?1
-- name: code_change_meaning
UPDATE code SET meaning = meaning + 1 WHERE id = ?1

-- A code and all below it: `gone`.
-- name: loss_codes
WITH RECURSIVE gone (id) AS (SELECT ?1 UNION SELECT c.id FROM gone CROSS JOIN code c ON c.parent = gone.id)
SELECT count(*) AS n FROM gone
-- name: loss_codings
WITH RECURSIVE gone (id) AS (SELECT ?1 UNION SELECT c.id FROM gone CROSS JOIN code c ON c.parent = gone.id)
SELECT count(*) AS n
FROM gone CROSS JOIN coding g ON g.code = gone.id CROSS JOIN segment s ON s.id = g.segment CROSS JOIN source o ON o.id = s.source
WHERE o.hidden = 0
-- Segments that are left with nothing when `gone` goes; those of hidden sources too, each with whether its source is hidden.
-- name: loss_segments
WITH RECURSIVE gone (id) AS (SELECT ?1 UNION SELECT c.id FROM gone CROSS JOIN code c ON c.parent = gone.id)
SELECT DISTINCT s.id, o.hidden
FROM gone CROSS JOIN coding g ON g.code = gone.id CROSS JOIN segment s ON s.id = g.segment CROSS JOIN source o ON o.id = s.source
WHERE s.condensed = '' AND s.aside = 0
  AND NOT EXISTS (SELECT 1 FROM coding t WHERE t.segment = s.id AND t.code NOT IN (SELECT id FROM gone))
  AND NOT EXISTS (SELECT 1 FROM memo m WHERE m.target = s.id AND m.about = 'segment')
  AND NOT EXISTS (SELECT 1 FROM quote q WHERE q.segment = s.id)
  AND NOT EXISTS (SELECT 1 FROM place p WHERE p.segment = s.id)
  AND NOT EXISTS (SELECT 1 FROM participant_ref r WHERE r.segment = s.id)
-- name: delete_codings
WITH RECURSIVE gone (id) AS (SELECT ?1 UNION SELECT c.id FROM gone CROSS JOIN code c ON c.parent = gone.id)
DELETE FROM coding WHERE code IN (SELECT id FROM gone)
-- name: delete_code_memos
WITH RECURSIVE gone (id) AS (SELECT ?1 UNION SELECT c.id FROM gone CROSS JOIN code c ON c.parent = gone.id)
DELETE FROM memo WHERE target IN (SELECT id FROM gone) AND about = 'code'
-- Codes elsewhere that were merged into one that goes have nothing to point to: they become dropped.
-- name: delete_merged_into
WITH RECURSIVE gone (id) AS (SELECT ?1 UNION SELECT c.id FROM gone CROSS JOIN code c ON c.parent = gone.id)
UPDATE code SET status = 'dropped', merged_into = NULL
WHERE merged_into IN (SELECT id FROM gone) AND id NOT IN (SELECT id FROM gone)
-- name: delete_split_from
WITH RECURSIVE gone (id) AS (SELECT ?1 UNION SELECT c.id FROM gone CROSS JOIN code c ON c.parent = gone.id)
UPDATE code SET split_from = NULL WHERE split_from IN (SELECT id FROM gone) AND id NOT IN (SELECT id FROM gone)
-- name: delete_code_places
WITH RECURSIVE gone (id) AS (SELECT ?1 UNION SELECT c.id FROM gone CROSS JOIN code c ON c.parent = gone.id)
DELETE FROM place WHERE code IN (SELECT id FROM gone)
-- name: delete_code_members
WITH RECURSIVE gone (id) AS (SELECT ?1 UNION SELECT c.id FROM gone CROSS JOIN code c ON c.parent = gone.id)
DELETE FROM grouping_member WHERE code IN (SELECT id FROM gone)
-- name: delete_code_refs
WITH RECURSIVE gone (id) AS (SELECT ?1 UNION SELECT c.id FROM gone CROSS JOIN code c ON c.parent = gone.id)
DELETE FROM participant_ref WHERE code IN (SELECT id FROM gone)
-- name: delete_codes
WITH RECURSIVE gone (id) AS (SELECT ?1 UNION SELECT c.id FROM gone CROSS JOIN code c ON c.parent = gone.id)
DELETE FROM code WHERE id IN (SELECT id FROM gone)
