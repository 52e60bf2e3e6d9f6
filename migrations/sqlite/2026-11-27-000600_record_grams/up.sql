-- The index of the search of records takes its trigrams one by one, as words that Rust has made, so that a change takes out
-- and puts in only those that it changes. SQLite's own tokenizer knows whole texts only, all of which it had to take out and
-- put in again. Rust fills it in after the migrations.
DROP TABLE record_grams;
DROP TABLE record_search;
CREATE TABLE record_search (
    key        INTEGER NOT NULL PRIMARY KEY,
    record_id  TEXT    NOT NULL UNIQUE,
    project_id TEXT    NOT NULL,
    text       TEXT    NOT NULL
);
CREATE VIRTUAL TABLE record_grams USING fts5 (grams, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
-- So that no trigram of what was erased stays in the index.
INSERT INTO record_grams (record_grams, rank) VALUES ('secure-delete', 1);
UPDATE record_search_fill SET after_project = '', after_id = '', is_done = 0;
