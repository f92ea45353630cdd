-- Proving a project sound: these read everything by design.

-- name: check_sqlite
PRAGMA integrity_check(20);

-- name: check_foreign_keys
SELECT "table" AS child, rowid AS row, parent FROM pragma_foreign_key_check;

-- name: check_index
INSERT INTO words (words, rank) VALUES ('integrity-check', 1);

-- name: check_sources
SELECT id, name, hidden FROM source ORDER BY id;

-- name: check_rows
SELECT id, ord, part, opens, chars, words, text FROM row WHERE source = ? ORDER BY ord;

-- name: check_cues
SELECT cue.id FROM row CROSS JOIN cue ON cue.row = row.id WHERE row.source = ? AND (cue.at < 0 OR cue.at > row.chars);

-- name: check_unanchored
SELECT segment.id FROM segment LEFT JOIN anchor ON anchor.segment = segment.id WHERE anchor.segment IS NULL;

-- name: check_strayed
SELECT anchor.segment AS id FROM anchor JOIN segment ON segment.id = anchor.segment WHERE anchor.source <> segment.source;
