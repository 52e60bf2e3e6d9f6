DROP TABLE record_grams;
DROP TABLE record_search;
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
INSERT INTO record_grams (record_grams, rank) VALUES ('secure-delete', 1);
UPDATE record_search_fill SET after_project = '', after_id = '', is_done = 0;
