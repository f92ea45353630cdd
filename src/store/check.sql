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

-- name: check_merged_codes
SELECT id, name FROM code WHERE (status = 'merged') <> (merged_into IS NOT NULL) OR merged_into = id;

-- name: check_merged_themes
SELECT t.id, t.name FROM theme t LEFT JOIN theme o ON o.id = t.merged_into
WHERE (t.status = 'merged') <> (t.merged_into IS NOT NULL) OR o.id = t.id OR o.structure <> t.structure;

-- A memo is about something that is not there.
-- name: check_memos
SELECT id, about AS name FROM memo
WHERE (about = 'source' AND NOT EXISTS (SELECT 1 FROM source WHERE source.id = memo.target))
   OR (about = 'segment' AND NOT EXISTS (SELECT 1 FROM segment WHERE segment.id = memo.target))
   OR (about = 'code' AND NOT EXISTS (SELECT 1 FROM code WHERE code.id = memo.target))
   OR (about = 'theme' AND NOT EXISTS (SELECT 1 FROM theme WHERE theme.id = memo.target))
   OR (about = 'structure' AND NOT EXISTS (SELECT 1 FROM structure WHERE structure.id = memo.target));

-- Quotes that were edited.
-- name: check_quotes
SELECT quote.id, quote.segment, quote.text
FROM quote JOIN segment ON segment.id = quote.segment JOIN source ON source.id = segment.source
WHERE quote.text <> '' AND source.hidden = 0 ORDER BY segment.source, quote.id;
