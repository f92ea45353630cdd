-- One project, one file. Tables are STRICT; there are no triggers, views, generated columns or cascading deletes.
-- A block is a schema version: a new project runs all of them, an older one those that it has not seen. Blocks only add.
-- Three kinds of table, by how an act on them is taken back:
--   records   project source speaker participant attribute participant_value code segment coding memo quote structure theme place question
--             round phase review source_attribute source_value grouping grouping_member participant_ref link, of `coder` the role, and of `row`
--             the columns opens, speaker, start_ms, end_ms: by the changeset that the session extension records; likewise, where they came with
--             an import, version and told;
--   text      row, cue, anchor: only by the mover (text.c), which records splices and anchors in the log;
--   aside     coder, reading, desk, words (the index), and version and told otherwise: never taken back.
-- What hangs on a source that an import brings (rows, speakers, meaning units, anchors) goes in uncaptured while the source is hidden, and stays with it
-- when that import is taken back.
-- name: v1
CREATE TABLE project (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    guid    TEXT NOT NULL,
    title   TEXT NOT NULL,
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE coder (
    id      INTEGER PRIMARY KEY,
    guid    TEXT NOT NULL,
    name    TEXT NOT NULL UNIQUE,
    role    TEXT NOT NULL CHECK (role IN ('analyst', 'second', 'supervisor')),
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE source (
    id       INTEGER PRIMARY KEY,
    guid     TEXT NOT NULL,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('interview', 'group', 'document', 'other')),
    date     TEXT,
    minutes  INTEGER,
    method   TEXT,
    author   TEXT,
    year     INTEGER,
    encoding TEXT NOT NULL,
    file     TEXT NOT NULL,
    sha256   TEXT NOT NULL,
    format   TEXT NOT NULL,
    report   TEXT NOT NULL,              -- what was converted, joined, skipped: one sentence a line
    imported INTEGER NOT NULL,
    hidden   INTEGER NOT NULL DEFAULT 0  -- 1: its import was taken back
) STRICT;
CREATE INDEX source_sha256 ON source (sha256);

CREATE TABLE participant (
    id   INTEGER PRIMARY KEY,
    guid TEXT NOT NULL,
    name TEXT NOT NULL,
    ord  TEXT NOT NULL
) STRICT;

CREATE TABLE attribute (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL CHECK (type IN ('text', 'number', 'date', 'boolean')),
    ord  TEXT NOT NULL
) STRICT;

CREATE TABLE participant_value (
    participant INTEGER NOT NULL REFERENCES participant (id),
    attribute   INTEGER NOT NULL REFERENCES attribute (id),
    value       TEXT NOT NULL,
    PRIMARY KEY (participant, attribute)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_value_attribute ON participant_value (attribute);

CREATE TABLE speaker (
    id          INTEGER PRIMARY KEY,
    source      INTEGER NOT NULL REFERENCES source (id),
    name        TEXT NOT NULL,
    role        TEXT NOT NULL CHECK (role IN ('nobody', 'interviewer', 'participant')),
    participant INTEGER REFERENCES participant (id)
) STRICT;
CREATE INDEX speaker_source ON speaker (source);
CREATE INDEX speaker_participant ON speaker (participant);

CREATE TABLE row (
    id       INTEGER PRIMARY KEY,
    source   INTEGER NOT NULL REFERENCES source (id),
    ord      TEXT NOT NULL,
    part     INTEGER NOT NULL,           -- 0: begins a paragraph; k: the k-th further piece of one that is longer than a row holds
    made     INTEGER NOT NULL,           -- 1: begun by an edit, 0: by the import, whose rows never give up their order key
    opens    INTEGER NOT NULL,
    speaker  INTEGER REFERENCES speaker (id),
    start_ms INTEGER,
    end_ms   INTEGER,
    chars    INTEGER NOT NULL,           -- code points of text
    words    INTEGER NOT NULL,
    text     TEXT NOT NULL
) STRICT;
CREATE INDEX row_source ON row (source, ord, chars, words, part);
CREATE INDEX row_speaker ON row (speaker, opens);

CREATE TABLE cue (
    id       INTEGER PRIMARY KEY,
    row      INTEGER NOT NULL REFERENCES row (id),
    at       INTEGER NOT NULL,           -- code points from the start of the row
    start_ms INTEGER,
    end_ms   INTEGER
) STRICT;
CREATE INDEX cue_row ON cue (row, at);

CREATE TABLE code (
    id          INTEGER PRIMARY KEY,
    guid        TEXT NOT NULL,
    parent      INTEGER REFERENCES code (id),
    ord         TEXT NOT NULL,
    name        TEXT NOT NULL,
    definition  TEXT NOT NULL,
    include     TEXT NOT NULL,
    exclude     TEXT NOT NULL,
    example     TEXT NOT NULL,
    colour      INTEGER NOT NULL,
    status      TEXT NOT NULL CHECK (status IN ('active', 'merged', 'dropped')),
    origin      TEXT NOT NULL CHECK (origin IN ('inductive', 'deductive', 'in-vivo')),
    level       TEXT NOT NULL CHECK (level IN ('semantic', 'latent')),
    merged_into INTEGER REFERENCES code (id),
    coder       INTEGER NOT NULL REFERENCES coder (id),
    created     INTEGER NOT NULL
) STRICT;
CREATE INDEX code_parent ON code (parent, ord);
CREATE INDEX code_merged_into ON code (merged_into);

CREATE TABLE segment (
    id        INTEGER PRIMARY KEY,
    guid      TEXT NOT NULL,
    source    INTEGER NOT NULL REFERENCES source (id),
    coder     INTEGER NOT NULL REFERENCES coder (id),
    condensed TEXT NOT NULL,
    created   INTEGER NOT NULL
) STRICT;
CREATE INDEX segment_source ON segment (source);

-- Where a segment stands. Edges are code points from the start of a row, half-open. `words` is a fingerprint of the words between, `context` of
-- up to 16 code points before and after within the rows.
CREATE TABLE anchor (
    segment   INTEGER PRIMARY KEY REFERENCES segment (id),
    source    INTEGER NOT NULL REFERENCES source (id),
    start_row INTEGER NOT NULL REFERENCES row (id),
    start_at  INTEGER NOT NULL,
    end_row   INTEGER NOT NULL REFERENCES row (id),
    end_at    INTEGER NOT NULL,
    words     BLOB NOT NULL,
    context   BLOB NOT NULL
) STRICT;
CREATE INDEX anchor_source ON anchor (source);
CREATE INDEX anchor_start ON anchor (start_row);
CREATE INDEX anchor_end ON anchor (end_row);

CREATE TABLE coding (
    id      INTEGER PRIMARY KEY,
    segment INTEGER NOT NULL REFERENCES segment (id),
    code    INTEGER NOT NULL REFERENCES code (id),
    coder   INTEGER NOT NULL REFERENCES coder (id),
    created INTEGER NOT NULL
) STRICT;
CREATE INDEX coding_segment ON coding (segment, code, coder);
CREATE INDEX coding_code ON coding (code, segment, coder);
CREATE INDEX coding_coder ON coding (coder, code, created);

CREATE TABLE memo (
    id      INTEGER PRIMARY KEY,
    guid    TEXT NOT NULL,
    about   TEXT NOT NULL CHECK (about IN ('project', 'source', 'segment', 'code')),
    target  INTEGER NOT NULL,            -- id of what it is about, 0 for the project
    coder   INTEGER NOT NULL REFERENCES coder (id),
    text    TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL
) STRICT;
CREATE INDEX memo_target ON memo (target);

-- The log: one row an act, only ever added to. `under` is what lay on top of the coder's stack (of acts for an act or redo, of undos for an
-- undo) before this row; undo_top and redo_top are the tops of the coder's two stacks after it.
CREATE TABLE act (
    seq      INTEGER PRIMARY KEY,
    id       INTEGER NOT NULL UNIQUE,
    parent   INTEGER REFERENCES act (id),
    coder    INTEGER NOT NULL REFERENCES coder (id),
    kind     TEXT NOT NULL,
    at       INTEGER NOT NULL,
    words    TEXT NOT NULL,              -- what was done, in a sentence
    target   INTEGER REFERENCES act (id),
    under    INTEGER REFERENCES act (id),
    undo_top INTEGER REFERENCES act (id),
    redo_top INTEGER REFERENCES act (id),
    changes  BLOB,                       -- changeset over the records
    anchors  TEXT,                       -- JSON: anchors set and removed, in positions
    salt     BLOB NOT NULL,
    digest   BLOB NOT NULL
) STRICT;
CREATE INDEX act_coder ON act (coder, seq);

CREATE TABLE splice (
    id     INTEGER PRIMARY KEY,
    act    INTEGER NOT NULL REFERENCES act (id),
    seq    INTEGER NOT NULL,             -- of the act; splices of one act rise by id
    source INTEGER NOT NULL REFERENCES source (id),
    at     INTEGER NOT NULL,             -- code points in the source as it then was
    del    TEXT NOT NULL,
    ins    TEXT NOT NULL,
    undoes INTEGER REFERENCES splice (id),
    hurts  TEXT NOT NULL,                -- JSON: edges that the inverse puts back
    rows   TEXT NOT NULL                 -- JSON: rows and cues that went, likewise
) STRICT;
CREATE INDEX splice_source ON splice (source, seq, id);
CREATE INDEX splice_act ON splice (act);
CREATE INDEX splice_undoes ON splice (undoes);

-- Per coder, outside acts: where one reads, how far one has read, what was open.
CREATE TABLE reading (
    coder  INTEGER NOT NULL REFERENCES coder (id),
    source INTEGER NOT NULL REFERENCES source (id),
    at     INTEGER NOT NULL,             -- the caret, code points in the source
    far    INTEGER NOT NULL,             -- furthest position seen
    PRIMARY KEY (coder, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX reading_source ON reading (source);

CREATE TABLE desk (
    coder  INTEGER PRIMARY KEY REFERENCES coder (id),
    screen TEXT NOT NULL,
    source INTEGER REFERENCES source (id)
) STRICT;

CREATE VIRTUAL TABLE words USING fts5 (text, content = 'row', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0');

-- name: v2
-- One pass of coding with a stance. Going on while `ended` is NULL.
CREATE TABLE round (
    id      INTEGER PRIMARY KEY,
    guid    TEXT NOT NULL,
    name    TEXT NOT NULL,
    stance  TEXT NOT NULL CHECK (stance IN ('deductive', 'inductive')),
    note    TEXT NOT NULL,
    coder   INTEGER NOT NULL REFERENCES coder (id),
    started INTEGER NOT NULL,
    ended   INTEGER
) STRICT;

-- A stay in one of Braun & Clarke's six phases, from entering to leaving; the analyst is in it while `left_at` is NULL.
CREATE TABLE phase (
    id       INTEGER PRIMARY KEY,
    phase    INTEGER NOT NULL CHECK (phase BETWEEN 1 AND 6),
    coder    INTEGER NOT NULL REFERENCES coder (id),
    entered  INTEGER NOT NULL,
    why      TEXT NOT NULL,              -- reason for entering, may be empty
    left_at  INTEGER,
    left_why TEXT NOT NULL
) STRICT;

-- Wordings of the research question; the newest holds.
CREATE TABLE question (
    id      INTEGER PRIMARY KEY,
    text    TEXT NOT NULL,
    reason  TEXT NOT NULL,
    coder   INTEGER NOT NULL REFERENCES coder (id),
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE structure (
    id      INTEGER PRIMARY KEY,
    guid    TEXT NOT NULL,
    name    TEXT NOT NULL,
    levels  TEXT NOT NULL,               -- the study's words for its levels, from the top, one a line
    coder   INTEGER NOT NULL REFERENCES coder (id),
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE theme (
    id          INTEGER PRIMARY KEY,
    guid        TEXT NOT NULL,
    parent      INTEGER REFERENCES theme (id),
    ord         TEXT NOT NULL,
    structure   INTEGER NOT NULL REFERENCES structure (id),
    name        TEXT NOT NULL,
    idea        TEXT NOT NULL,           -- the central idea, in a sentence
    definition  TEXT NOT NULL,
    scope       TEXT NOT NULL,           -- what belongs here and what does not
    narrative   TEXT NOT NULL,
    status      TEXT NOT NULL CHECK (status IN ('candidate', 'kept', 'merged', 'dropped')),
    reason      TEXT NOT NULL,           -- for the status
    merged_into INTEGER REFERENCES theme (id),
    split_from  INTEGER REFERENCES theme (id),
    coder       INTEGER NOT NULL REFERENCES coder (id),
    round       INTEGER REFERENCES round (id),
    created     INTEGER NOT NULL
) STRICT;
CREATE INDEX theme_parent ON theme (parent, ord);
CREATE INDEX theme_structure ON theme (structure);
CREATE INDEX theme_merged_into ON theme (merged_into);
CREATE INDEX theme_split_from ON theme (split_from);

-- What stands under a theme: a code, or a single meaning unit.
CREATE TABLE place (
    id      INTEGER PRIMARY KEY,
    theme   INTEGER NOT NULL REFERENCES theme (id),
    ord     TEXT NOT NULL,
    code    INTEGER REFERENCES code (id),
    segment INTEGER REFERENCES segment (id),
    name    TEXT NOT NULL,               -- what a code is called in the report, empty for its own name
    coder   INTEGER NOT NULL REFERENCES coder (id),
    created INTEGER NOT NULL,
    CHECK ((code IS NULL) <> (segment IS NULL))
) STRICT;
CREATE INDEX place_theme ON place (theme, ord);
CREATE INDEX place_code ON place (code);
CREATE INDEX place_segment ON place (segment);

-- A starred meaning unit, and how it is to be printed; `text` is empty while it stands as it was said.
CREATE TABLE quote (
    id      INTEGER PRIMARY KEY,
    guid    TEXT NOT NULL,
    segment INTEGER NOT NULL REFERENCES segment (id),
    text    TEXT NOT NULL,
    coder   INTEGER NOT NULL REFERENCES coder (id),
    created INTEGER NOT NULL
) STRICT;
CREATE INDEX quote_segment ON quote (segment);

-- The thread on a coding, by id: verdicts, comments, its closing. It outlives the coding, so `coding` refers to nothing, and what the entry was
-- given on is kept: the code, how often the code's meaning had changed, a fingerprint of the words, and the words.
CREATE TABLE review (
    id      INTEGER PRIMARY KEY,
    guid    TEXT NOT NULL,
    coding  INTEGER NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('agreed', 'questioned', 'disagreed', 'withdrawn', 'comment', 'resolved')),
    text    TEXT NOT NULL,
    code    INTEGER NOT NULL,
    meaning INTEGER NOT NULL,
    words   BLOB NOT NULL,
    said    TEXT NOT NULL,
    coder   INTEGER NOT NULL REFERENCES coder (id),
    created INTEGER NOT NULL
) STRICT;
CREATE INDEX review_coding ON review (coding);

-- Snapshots of the codebook and all structures. Those that the program takes by itself have no number.
CREATE TABLE version (
    id       INTEGER PRIMARY KEY,
    guid     TEXT NOT NULL,
    number   INTEGER UNIQUE,
    why      TEXT NOT NULL CHECK (why IN ('commit', 'merge', 'split', 'restore')),
    label    TEXT NOT NULL,
    note     TEXT NOT NULL,
    coder    INTEGER NOT NULL REFERENCES coder (id),
    phase    INTEGER,
    created  INTEGER NOT NULL,
    sources  INTEGER NOT NULL,           -- counts of that day
    codings  INTEGER NOT NULL,
    codes    INTEGER NOT NULL,
    themes   INTEGER NOT NULL,
    content  TEXT NOT NULL,              -- JSON, see version.c
    digest   BLOB NOT NULL               -- of content
) STRICT;

ALTER TABLE project ADD COLUMN structure INTEGER REFERENCES structure (id); -- the current one
ALTER TABLE project ADD COLUMN attribution TEXT NOT NULL DEFAULT '{name}';  -- who said it, in reports
ALTER TABLE project ADD COLUMN citation TEXT NOT NULL DEFAULT '{author}, {year}, p. {page}'; -- the same of documents
ALTER TABLE source ADD COLUMN checked INTEGER;       -- when it was marked as checked against the recording
ALTER TABLE code ADD COLUMN split_from INTEGER REFERENCES code (id);
ALTER TABLE code ADD COLUMN meaning INTEGER NOT NULL DEFAULT 0; -- how often its meaning has been changed
ALTER TABLE code ADD COLUMN round INTEGER REFERENCES round (id);
ALTER TABLE segment ADD COLUMN aside INTEGER NOT NULL DEFAULT 0; -- 1: considered, nothing here
ALTER TABLE segment ADD COLUMN round INTEGER REFERENCES round (id);
ALTER TABLE coding ADD COLUMN round INTEGER REFERENCES round (id);
ALTER TABLE coding ADD COLUMN meaning INTEGER NOT NULL DEFAULT 0; -- of the code when it was given; -1: given under another code
CREATE INDEX code_split_from ON code (split_from);
-- Rows written before a column came lack it in the file, and the session extension takes it for NULL there instead of its default (SQLite
-- 3.40): an undo would then want NULL back. Written anew, they have it.
UPDATE project SET attribution = attribution;
UPDATE code SET meaning = meaning;
UPDATE segment SET aside = aside;
UPDATE coding SET meaning = meaning;

CREATE TABLE memo_2 (
    id      INTEGER PRIMARY KEY,
    guid    TEXT NOT NULL,
    about   TEXT NOT NULL CHECK (about IN ('project', 'source', 'segment', 'code', 'theme', 'structure')),
    target  INTEGER NOT NULL,            -- id of what it is about, 0 for the project
    coder   INTEGER NOT NULL REFERENCES coder (id),
    text    TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL
) STRICT;
INSERT INTO memo_2 SELECT id, guid, about, target, coder, text, created, changed FROM memo;
DROP TABLE memo;
ALTER TABLE memo_2 RENAME TO memo;
CREATE INDEX memo_target ON memo (target);

-- name: v3
-- What came from elsewhere or went there, and was said about it.
CREATE TABLE told (
    id       INTEGER PRIMARY KEY,
    out      INTEGER NOT NULL,           -- 1: an export
    coder    INTEGER NOT NULL REFERENCES coder (id),
    file     TEXT NOT NULL,
    format   TEXT NOT NULL,
    encoding TEXT NOT NULL,
    sha256   TEXT NOT NULL,
    text     TEXT NOT NULL,              -- one sentence a line
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX told_sha256 ON told (sha256);

-- Attributes that other programs give to sources; columns stand as in attribute.
CREATE TABLE source_attribute (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    type        TEXT NOT NULL CHECK (type IN ('text', 'number', 'date', 'boolean')),
    ord         TEXT NOT NULL,
    guid        TEXT NOT NULL,
    description TEXT NOT NULL
) STRICT;

CREATE TABLE source_value (
    source    INTEGER NOT NULL REFERENCES source (id),
    attribute INTEGER NOT NULL REFERENCES source_attribute (id),
    value     TEXT NOT NULL,
    PRIMARY KEY (source, attribute)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_value_attribute ON source_value (attribute);

-- Sets of codes, sources, meaning units or memos, as other programs group them. A member that is a memo refers to nothing: a set outlives its memos.
CREATE TABLE grouping (
    id          INTEGER PRIMARY KEY,
    guid        TEXT NOT NULL,
    name        TEXT NOT NULL,
    description TEXT NOT NULL
) STRICT;

CREATE TABLE grouping_member (
    id       INTEGER PRIMARY KEY,
    grouping INTEGER NOT NULL REFERENCES grouping (id),
    source   INTEGER REFERENCES source (id),
    segment  INTEGER REFERENCES segment (id),
    code     INTEGER REFERENCES code (id),
    memo     INTEGER,
    CHECK ((source IS NOT NULL) + (segment IS NOT NULL) + (code IS NOT NULL) + (memo IS NOT NULL) = 1)
) STRICT;
CREATE INDEX grouping_member_grouping ON grouping_member (grouping);
CREATE INDEX grouping_member_source ON grouping_member (source) WHERE source IS NOT NULL;
CREATE INDEX grouping_member_segment ON grouping_member (segment) WHERE segment IS NOT NULL;
CREATE INDEX grouping_member_code ON grouping_member (code) WHERE code IS NOT NULL;

-- What a participant stands for besides the speakers: a source, a meaning unit, a code; columns stand as in grouping_member.
CREATE TABLE participant_ref (
    id          INTEGER PRIMARY KEY,
    participant INTEGER NOT NULL REFERENCES participant (id),
    source      INTEGER REFERENCES source (id),
    segment     INTEGER REFERENCES segment (id),
    code        INTEGER REFERENCES code (id),
    memo        INTEGER,
    CHECK ((source IS NOT NULL) + (segment IS NOT NULL) + (code IS NOT NULL) + (memo IS NOT NULL) = 1)
) STRICT;
CREATE INDEX participant_ref_participant ON participant_ref (participant);
CREATE INDEX participant_ref_source ON participant_ref (source) WHERE source IS NOT NULL;
CREATE INDEX participant_ref_segment ON participant_ref (segment) WHERE segment IS NOT NULL;
CREATE INDEX participant_ref_code ON participant_ref (code) WHERE code IS NOT NULL;

-- Between any two things, by their GUIDs; it outlives them.
CREATE TABLE link (
    id        INTEGER PRIMARY KEY,
    guid      TEXT NOT NULL,
    name      TEXT NOT NULL,
    origin    TEXT NOT NULL,
    target    TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('associative', 'one-way', 'bidirectional')),
    colour    INTEGER NOT NULL           -- 0: none
) STRICT;

ALTER TABLE source ADD COLUMN coder INTEGER REFERENCES coder (id); -- who brought it in, where that is known
ALTER TABLE attribute ADD COLUMN guid TEXT NOT NULL DEFAULT '';    -- '': follows from the id
ALTER TABLE attribute ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE coding ADD COLUMN guid TEXT NOT NULL DEFAULT '';       -- '': follows from the id
ALTER TABLE segment ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;   -- 1: stands for its source as a whole
UPDATE attribute SET guid = guid, description = description;
UPDATE coding SET guid = guid;
UPDATE segment SET whole = whole;
