-- The threads on codings.

-- A thread whose coding is there but cannot be seen, its source being hidden, is not shown; one whose coding is gone is.
-- name: review_list
SELECT r.id, r.guid, r.coding, r.kind, r.text, r.code, r.said, r.coder, r.created, g.id IS NULL AS gone,
       ifnull(g.code = r.code AND c.meaning = r.meaning AND a.words = r.words, 0) AS holds
FROM review r LEFT JOIN coding g ON g.id = r.coding LEFT JOIN code c ON c.id = g.code LEFT JOIN segment s ON s.id = g.segment
     LEFT JOIN source o ON o.id = s.source LEFT JOIN anchor a ON a.segment = s.id LEFT JOIN row w ON w.id = a.start_row
WHERE ifnull(o.hidden, 0) = 0
ORDER BY g.id IS NULL, s.source, w.ord, a.start_at, r.coding, r.created, r.id
-- name: review_thread
SELECT r.id, r.guid, r.coding, r.kind, r.text, r.code, r.said, r.coder, r.created, g.id IS NULL AS gone,
       ifnull(g.code = r.code AND c.meaning = r.meaning AND a.words = r.words, 0) AS holds
FROM review r LEFT JOIN coding g ON g.id = r.coding LEFT JOIN code c ON c.id = g.code LEFT JOIN segment s ON s.id = g.segment
     LEFT JOIN source o ON o.id = s.source LEFT JOIN anchor a ON a.segment = s.id
WHERE r.coding = ?1 AND ifnull(o.hidden, 0) = 0
ORDER BY r.created, r.id

-- name: review_coding
SELECT g.segment, g.code, c.meaning, o.hidden, a.words
FROM coding g JOIN code c ON c.id = g.code JOIN segment s ON s.id = g.segment JOIN source o ON o.id = s.source JOIN anchor a ON a.segment = s.id
WHERE g.id = ?1
-- name: review_last
SELECT code, meaning, words, said FROM review WHERE coding = ?1 ORDER BY created DESC, id DESC LIMIT 1
-- name: review_newest
SELECT max(created) AS n FROM review WHERE coding = ?1
-- name: review_add
INSERT INTO review (id, guid, coding, kind, text, code, meaning, words, said, coder, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
