-- The text tables: rows, cues, anchors, the index over them; splices.

-- name: source_is_there
SELECT 1 FROM source WHERE id = ? AND hidden <= ?;

-- name: row_map
SELECT id, chars, part FROM row INDEXED BY row_source WHERE source = ? ORDER BY ord;

-- name: row_text
SELECT text FROM row WHERE id = ?;

-- name: row_get
SELECT id, ord, part, made, opens, speaker, start_ms, end_ms, chars, words, text FROM row WHERE id = ?;

-- name: row_insert
INSERT INTO row (id, source, ord, part, made, opens, speaker, start_ms, end_ms, chars, words, text)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: row_set_text
UPDATE row SET ord = ?2, chars = ?3, words = ?4, text = ?5 WHERE id = ?1;

-- name: row_set_ord
UPDATE row SET ord = ?2 WHERE id = ?1;

-- name: row_set_turn
UPDATE row SET opens = ?2, speaker = ?3, start_ms = ?4 WHERE id = ?1;

-- name: row_delete
DELETE FROM row WHERE id = ?;

-- name: index_delete
INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?);

-- name: index_insert
INSERT INTO words (rowid, text) VALUES (?, ?);

-- name: index_source
INSERT INTO words (rowid, text) SELECT id, text FROM row WHERE source = ? ORDER BY id;

-- name: doc_rows
SELECT id, ord, opens, speaker, start_ms, end_ms, chars, text FROM row WHERE source = ? ORDER BY ord;

-- name: doc_cues
SELECT cue.id, cue.row, cue.at, cue.start_ms, cue.end_ms FROM row CROSS JOIN cue ON cue.row = row.id
WHERE row.source = ? ORDER BY row.ord, cue.at, cue.id;

-- name: doc_speakers
SELECT id, name, role, participant FROM speaker WHERE source = ? ORDER BY id;

-- name: cue_of_row
SELECT id, at, start_ms FROM cue WHERE row = ? ORDER BY at, id;

-- name: cue_insert
INSERT INTO cue (id, row, at, start_ms, end_ms) VALUES (?, ?, ?, ?, ?);

-- name: cue_move
UPDATE cue SET row = ?2, at = ?3 WHERE id = ?1;

-- name: anchor_get
SELECT source, start_row, start_at, end_row, end_at, words, context FROM anchor WHERE segment = ?;

-- name: anchor_put
INSERT OR REPLACE INTO anchor (segment, source, start_row, start_at, end_row, end_at, words, context) VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: anchor_delete
DELETE FROM anchor WHERE segment = ?;

-- name: anchors_of_source
SELECT segment, start_row, start_at, end_row, end_at, words, context FROM anchor WHERE source = ? ORDER BY segment;

-- name: splice_insert
INSERT INTO splice (id, act, seq, source, at, del, ins, undoes, hurts, rows) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: splice_get
SELECT id, seq, source, at, del, ins, undoes, hurts, rows FROM splice WHERE id = ?;

-- name: splice_history
SELECT id, seq, act, at, del, ins, undoes, hurts FROM splice WHERE source = ?1 AND seq >= ?2 ORDER BY seq, id;

-- name: import_source
INSERT INTO source (id, guid, name, kind, encoding, file, sha256, format, imported, report, coder, hidden)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1);

-- name: import_show
UPDATE source SET hidden = 0 WHERE id = ?;

-- name: import_same
SELECT name FROM source WHERE sha256 = ? AND hidden = 0 ORDER BY imported LIMIT 1;

-- name: import_speaker
INSERT INTO speaker (id, source, name, role, participant) VALUES (?, ?, ?, 'nobody', NULL);

-- name: speaker_is_there
SELECT 1 FROM speaker WHERE id = ? AND source = ?;

-- name: row_copy_speaker
UPDATE row SET speaker = (SELECT speaker FROM row AS head WHERE head.id = ?2) WHERE id = ?1;

-- name: turn_rows
SELECT id, part, made, opens, speaker, start_ms, chars FROM row WHERE source = ? ORDER BY ord;

-- name: cue_time
SELECT start_ms FROM cue WHERE row = ? AND at <= ? AND start_ms IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1;

-- name: splice_seq
SELECT seq FROM splice WHERE id = ?;
