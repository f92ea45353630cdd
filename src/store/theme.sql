-- Thematic structures, themes, places. Listing statements see no place of a meaning unit in a hidden source; what an act removes or moves
-- includes those. A scope ?n is 0: every coder but role 'second', -1: everybody, else that coder.

-- name: structures_list
SELECT structure.id, structure.guid, structure.name, structure.levels, structure.coder, structure.created,
       structure.id IS project.structure AS current
FROM project CROSS JOIN structure
ORDER BY structure.created, structure.id
-- name: structure_get
SELECT id, name, levels FROM structure WHERE id = ?1
-- name: structure_named
SELECT id FROM structure WHERE name = ?1 AND id <> ?2 LIMIT 1
-- name: structure_add
INSERT INTO structure (id, guid, name, levels, coder, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
-- name: structure_use_first
UPDATE project SET structure = ?1 WHERE structure IS NULL
-- name: structure_use
UPDATE project SET structure = ?1
-- name: structure_set_name
UPDATE structure SET name = ?2 WHERE id = ?1
-- name: structure_set_levels
UPDATE structure SET levels = ?2 WHERE id = ?1
-- name: structure_delete_memos
DELETE FROM memo
WHERE (about = 'structure' AND target = ?1) OR (about = 'theme' AND target IN (SELECT id FROM theme WHERE structure = ?1))
-- name: structure_delete_places
DELETE FROM place WHERE theme IN (SELECT id FROM theme WHERE structure = ?1)
-- name: structure_delete_themes
DELETE FROM theme WHERE structure = ?1
-- The oldest of the others takes the place of the current one that goes.
-- name: structure_leave
UPDATE project SET structure = (SELECT id FROM structure WHERE id <> ?1 ORDER BY created, id LIMIT 1) WHERE structure = ?1
-- name: structure_delete
DELETE FROM structure WHERE id = ?1

-- name: themes_list
SELECT id, guid, parent, ord, structure, name, idea, definition, scope, narrative, status, reason, merged_into, split_from, coder, round, created
FROM theme
-- name: themes_of
SELECT id, guid, parent, ord, structure, name, idea, definition, scope, narrative, status, reason, merged_into, split_from, coder, round, created
FROM theme WHERE structure = ?1
-- name: theme_get
SELECT id, guid, parent, ord, structure, name, idea, definition, scope, narrative, status, reason, merged_into, split_from, coder, round, created
FROM theme WHERE id = ?1
-- name: theme_children
SELECT id, ord FROM theme WHERE parent IS ?1 AND structure = ?2 ORDER BY ord, id
-- name: theme_add
INSERT INTO theme (id, guid, parent, ord, structure, name, idea, definition, scope, narrative, status, reason, merged_into, split_from, coder, round,
                   created)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,
        (SELECT id FROM round WHERE ended IS NULL ORDER BY started DESC, id DESC LIMIT 1), ?16)
-- name: theme_set_name
UPDATE theme SET name = ?2 WHERE id = ?1
-- name: theme_set_idea
UPDATE theme SET idea = ?2 WHERE id = ?1
-- name: theme_set_definition
UPDATE theme SET definition = ?2 WHERE id = ?1
-- name: theme_set_scope
UPDATE theme SET scope = ?2 WHERE id = ?1
-- name: theme_set_narrative
UPDATE theme SET narrative = ?2 WHERE id = ?1
-- name: theme_set_status
UPDATE theme SET status = ?2, reason = ?3, merged_into = ?4 WHERE id = ?1
-- name: theme_set_place
UPDATE theme SET parent = ?2, ord = ?3 WHERE id = ?1

-- A theme and all below it: `gone`.
-- name: theme_delete_memos
WITH RECURSIVE gone (id) AS (SELECT ?1 UNION SELECT t.id FROM gone CROSS JOIN theme t ON t.parent = gone.id)
DELETE FROM memo WHERE target IN (SELECT id FROM gone) AND about = 'theme'
-- name: theme_delete_places
WITH RECURSIVE gone (id) AS (SELECT ?1 UNION SELECT t.id FROM gone CROSS JOIN theme t ON t.parent = gone.id)
DELETE FROM place WHERE theme IN (SELECT id FROM gone)
-- Themes elsewhere that were merged into one that goes have nothing to point to: they become dropped.
-- name: theme_delete_merged_into
WITH RECURSIVE gone (id) AS (SELECT ?1 UNION SELECT t.id FROM gone CROSS JOIN theme t ON t.parent = gone.id)
UPDATE theme SET status = 'dropped', merged_into = NULL
WHERE merged_into IN (SELECT id FROM gone) AND id NOT IN (SELECT id FROM gone)
-- name: theme_delete_split_from
WITH RECURSIVE gone (id) AS (SELECT ?1 UNION SELECT t.id FROM gone CROSS JOIN theme t ON t.parent = gone.id)
UPDATE theme SET split_from = NULL WHERE split_from IN (SELECT id FROM gone) AND id NOT IN (SELECT id FROM gone)
-- name: theme_delete
WITH RECURSIVE gone (id) AS (SELECT ?1 UNION SELECT t.id FROM gone CROSS JOIN theme t ON t.parent = gone.id)
DELETE FROM theme WHERE id IN (SELECT id FROM gone)

-- name: places_list
SELECT id, theme, ord, code, segment, name, coder, created
FROM place p
WHERE p.segment IS NULL OR EXISTS (SELECT 1 FROM segment s JOIN source o ON o.id = s.source WHERE s.id = p.segment AND o.hidden = 0)
ORDER BY theme, ord, id
-- name: place_get
SELECT id, theme, ord, code, segment, name FROM place WHERE id = ?1
-- name: place_children
SELECT id, ord FROM place WHERE theme = ?1 ORDER BY ord, id
-- All there is under the themes of a structure, whether its source is hidden or not.
-- name: places_of_structure
SELECT p.id, p.theme, p.ord, p.code, p.segment, p.name FROM theme t CROSS JOIN place p ON p.theme = t.id WHERE t.structure = ?1
-- name: place_find
SELECT id FROM place WHERE theme = ?1 AND code IS ?2 AND segment IS ?3 ORDER BY id LIMIT 1
-- name: place_add
INSERT INTO place (id, theme, ord, code, segment, name, coder, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
-- name: place_set_name
UPDATE place SET name = ?2 WHERE id = ?1
-- name: place_set_place
UPDATE place SET theme = ?2, ord = ?3 WHERE id = ?1
-- name: place_delete
DELETE FROM place WHERE id = ?1

-- What has a place of its own and is within the scope, by its coder or by a coding.
-- name: place_segments
SELECT p.theme, p.segment, s.source
FROM place p CROSS JOIN segment s ON s.id = p.segment CROSS JOIN source o ON o.id = s.source CROSS JOIN coder c ON c.id = s.coder
WHERE p.segment IS NOT NULL AND o.hidden = 0
  AND (?1 = -1 OR ?1 = s.coder OR (?1 = 0 AND c.role <> 'second')
       OR EXISTS (SELECT 1 FROM coding g JOIN coder k ON k.id = g.coder
                  WHERE g.segment = s.id AND (?1 = g.coder OR (?1 = 0 AND k.role <> 'second'))))
-- Who speaks where a meaning unit begins: from indexes that cover it, no row is read. Columns are read by their order here.
-- name: segment_participants
SELECT a.segment, k.participant
FROM speaker k CROSS JOIN row r INDEXED BY row_speaker ON r.speaker = k.id CROSS JOIN anchor a INDEXED BY anchor_start ON a.start_row = r.id
WHERE k.participant IS NOT NULL
-- Every code below one that stands under a theme, once for each such code above it.
-- name: code_placed_below
WITH RECURSIVE placed (upper, code) AS (
    SELECT DISTINCT code, code FROM place WHERE code IS NOT NULL
    UNION SELECT placed.upper, c.id FROM placed CROSS JOIN code c ON c.parent = placed.code)
SELECT upper, code FROM placed WHERE upper <> code
