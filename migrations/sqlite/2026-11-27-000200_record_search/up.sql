-- What the records of a project are searched in: their values folded, one a line. The key is an explicit integer, since
-- implicit row ids change with VACUUM. The facet is one trigram of private-use characters for each project, so that the
-- index of trigrams knows projects too. All of this is filled in by Rust after the migrations, since SQL can't fold.
CREATE TABLE record_search (
    key        INTEGER NOT NULL PRIMARY KEY,
    record_id  TEXT    NOT NULL UNIQUE,
    project_id TEXT    NOT NULL,
    facet      TEXT    NOT NULL,
    text       TEXT    NOT NULL
);
CREATE VIRTUAL TABLE record_grams USING fts5 (
    text, facet,
    content = 'record_search', content_rowid = 'key', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1'
);
-- So that no trigram of what was erased stays in the index.
INSERT INTO record_grams (record_grams, rank) VALUES ('secure-delete', 1);

-- How far the filling in has come.
CREATE TABLE record_search_fill (
    id            INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    after_project TEXT    NOT NULL,
    after_id      TEXT    NOT NULL,
    is_done       BOOLEAN NOT NULL
);
INSERT INTO record_search_fill (id, after_project, after_id, is_done) VALUES (1, '', '', 0);

-- Those in Trash in the order they were made, whether active or not.
CREATE INDEX records_in_trash ON records (project_id, id) WHERE is_in_trash;
