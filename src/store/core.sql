-- The file itself, acts and the log.

-- name: foreign_objects
SELECT count(*) AS n FROM sqlite_schema WHERE type IN ('trigger', 'view');

-- name: user_version
PRAGMA user_version;

-- name: project_insert
INSERT INTO project (id, guid, title, created) VALUES (1, ?, ?, ?);

-- name: data_version
PRAGMA data_version;

-- name: coder_by_name
SELECT id FROM coder WHERE name = ?;

-- name: coder_name
SELECT name FROM coder WHERE id = ?;

-- name: coder_insert
INSERT INTO coder (id, guid, name, role, created) VALUES (?, ?, ?, 'analyst', ?);

-- name: act_newest
SELECT seq, id FROM act ORDER BY seq DESC LIMIT 1;

-- name: act_tops
SELECT undo_top, redo_top FROM act WHERE coder = ? ORDER BY seq DESC LIMIT 1;

-- name: act_insert
INSERT OR REPLACE INTO act (seq, id, parent, coder, kind, at, words, target, under, undo_top, redo_top, changes, anchors, salt, digest)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: act_get
SELECT seq, id, coder, kind, at, words, target, under, undo_top, redo_top, changes, anchors FROM act WHERE id = ?;

-- name: act_log
SELECT seq, id, coder, kind, at, words, target FROM act WHERE seq < ? ORDER BY seq DESC LIMIT ?;

-- name: act_since
SELECT coder, at, words, changes FROM act WHERE seq > ? ORDER BY seq DESC;

-- What stands on top of the stacks of other coders who have done something since.
-- name: act_tops_since
SELECT a.undo_top FROM coder c JOIN act a ON a.seq = (SELECT max(seq) FROM act WHERE coder = c.id) WHERE a.seq > ?1 AND c.id <> ?2 AND a.undo_top IS NOT NULL;

-- name: splice_since
SELECT 1 FROM splice WHERE source = ?1 AND seq > ?2 AND act <> ?3 LIMIT 1;

-- name: act_last_splice
SELECT max(id) FROM splice WHERE act = ?;

-- A memo is about something that is not there: the memo itself is known, or what it was about.
-- name: memo_astray
SELECT id FROM memo WHERE id = ?1 AND target <> 0 AND NOT EXISTS (SELECT 1 FROM segment WHERE id = memo.target) AND
    NOT EXISTS (SELECT 1 FROM code WHERE id = memo.target) AND NOT EXISTS (SELECT 1 FROM source WHERE id = memo.target) AND
    NOT EXISTS (SELECT 1 FROM theme WHERE id = memo.target) AND NOT EXISTS (SELECT 1 FROM structure WHERE id = memo.target);

-- name: memo_astray_of
SELECT id FROM memo WHERE target = ?1 LIMIT 1;

-- name: act_chain
SELECT act.seq, act.id, act.parent, act.kind, act.at, act.words, act.changes, act.anchors, act.salt, act.digest, coder.guid
FROM act JOIN coder ON coder.id = act.coder ORDER BY act.seq;

-- name: act_splices
SELECT id, source, at, del, ins, undoes, hurts, rows FROM splice WHERE act = ? ORDER BY id;

-- name: foreign_key_fault
SELECT "table" AS child, rowid AS row, parent FROM pragma_foreign_key_check LIMIT 1;

-- name: coder_guid
SELECT guid FROM coder WHERE id = ?;

-- name: code_lost
WITH RECURSIVE below (id) AS (SELECT id FROM code WHERE parent IS NULL UNION SELECT code.id FROM below JOIN code ON code.parent = below.id)
SELECT (SELECT count(*) FROM code) - (SELECT count(*) FROM below);

-- Themes that hang on themselves, or under one of another structure.
-- name: theme_lost
WITH RECURSIVE below (id, structure) AS (SELECT id, structure FROM theme WHERE parent IS NULL UNION
    SELECT theme.id, theme.structure FROM below JOIN theme ON theme.parent = below.id AND theme.structure = below.structure)
SELECT (SELECT count(*) FROM theme) - (SELECT count(*) FROM below);

-- name: code_edges
SELECT id, parent FROM code WHERE parent IS NOT NULL;

-- name: theme_edges
SELECT id, parent FROM theme WHERE parent IS NOT NULL;

-- name: since_segments
SELECT id FROM segment WHERE source = ?;

-- name: act_digest_of
SELECT digest FROM act WHERE id = ?;

-- name: act_reserve
INSERT OR IGNORE INTO act (seq, id, kind, coder, at, words, salt, digest) VALUES (?, ?, ?, ?, 0, '', x'', x'');

-- name: reading_get
SELECT at, far FROM reading WHERE coder = ? AND source = ?;

-- name: reading_put
INSERT INTO reading (coder, source, at, far) VALUES (?, ?, ?, ?)
ON CONFLICT (coder, source) DO UPDATE SET at = excluded.at, far = max(far, excluded.far) WHERE at <> excluded.at OR far < excluded.far;

-- name: desk_get
SELECT desk.screen, source.id AS source FROM desk LEFT JOIN source ON source.id = desk.source AND source.hidden = 0 WHERE desk.coder = ?;

-- name: desk_put
INSERT INTO desk (coder, screen, source) VALUES (?, ?, ?)
ON CONFLICT (coder) DO UPDATE SET screen = excluded.screen, source = excluded.source WHERE screen <> excluded.screen OR source IS NOT excluded.source;

-- name: table_sql
SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?;
