-- Codebook versions, and putting one back.

-- name: version_next
SELECT ifnull(max(number), 0) + 1 AS n FROM version
-- name: version_newest
SELECT max(created) AS n FROM version
-- name: version_add
INSERT INTO version (id, guid, number, why, label, note, coder, phase, created, sources, codings, codes, themes, content, digest)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
-- name: version_list
SELECT id, guid, number, why, label, note, coder, phase, created, sources, codings, codes, themes FROM version ORDER BY created, id
-- name: version_get
SELECT content, digest FROM version WHERE id = ?1
-- name: version_phase
SELECT phase FROM phase WHERE left_at IS NULL ORDER BY entered DESC, id DESC LIMIT 1
-- name: version_sources
SELECT count(*) AS n FROM source WHERE hidden = 0
-- name: version_code_maker
SELECT coder, created FROM code WHERE id = ?1

-- Codings that came to a code by a merge.
-- name: restore_moved
SELECT count(*) AS n
FROM coding g JOIN segment s ON s.id = g.segment JOIN source o ON o.id = s.source AND o.hidden = 0
WHERE g.code = ?1 AND g.meaning = -1
-- name: restore_coder
SELECT id FROM coder WHERE id = ?1
-- name: restore_round
SELECT id FROM round WHERE id = ?1
-- name: restore_place
SELECT id FROM place WHERE id = ?1

-- name: restore_code_add
INSERT INTO code (id, guid, parent, ord, name, definition, include, exclude, example, colour, status, origin, level, merged_into, split_from, meaning,
                  round, coder, created)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
-- name: restore_code_set
UPDATE code SET parent = ?2, ord = ?3, name = ?4, definition = ?5, include = ?6, exclude = ?7, example = ?8, colour = ?9, status = ?10, origin = ?11,
                level = ?12, merged_into = ?13, split_from = ?14, meaning = ?15
WHERE id = ?1
-- name: restore_code_drop
UPDATE code SET status = 'dropped', merged_into = NULL WHERE id = ?1

-- name: restore_structure_add
INSERT INTO structure (id, guid, name, levels, coder, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
-- name: restore_structure_set
UPDATE structure SET name = ?2, levels = ?3 WHERE id = ?1
-- name: restore_structure_use
UPDATE project SET structure = ?1 WHERE id = 1

-- name: restore_theme_add
INSERT INTO theme (id, guid, parent, ord, structure, name, idea, definition, scope, narrative, status, reason, merged_into, split_from, coder, round, created)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
-- name: restore_theme_set
UPDATE theme SET parent = ?2, ord = ?3, structure = ?4, name = ?5, idea = ?6, definition = ?7, scope = ?8, narrative = ?9, status = ?10, reason = ?11,
                 merged_into = ?12, split_from = ?13
WHERE id = ?1
-- name: restore_theme_drop
UPDATE theme SET status = 'dropped', reason = ?2, merged_into = NULL WHERE id = ?1

-- name: restore_place_add
INSERT INTO place (id, theme, ord, code, segment, name, coder, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
-- name: restore_place_set
UPDATE place SET theme = ?2, ord = ?3, code = ?4, segment = ?5, name = ?6 WHERE id = ?1
-- name: restore_place_remove
DELETE FROM place WHERE id = ?1
