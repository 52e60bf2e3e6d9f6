-- What the list of API users is searched in, folded further than the keys of uniqueness: accents don't count. The key is
-- an explicit integer, since implicit row ids change with VACUUM. The facet is U+0001, then the first letters of status
-- and role: one trigram, which no text contains. All of this is filled in by Rust after the migrations, since SQL can't fold.
CREATE TABLE api_user_search (
    key          INTEGER NOT NULL PRIMARY KEY,
    api_user_id  TEXT    NOT NULL UNIQUE REFERENCES api_users (id),
    facet        TEXT    NOT NULL,
    username     TEXT    NOT NULL,
    organization TEXT    NOT NULL
);
-- For prefixes of usernames, and for scanning without a look into the table.
CREATE INDEX api_user_search_by_username ON api_user_search (username, organization, facet, key);
CREATE INDEX api_user_search_in_main_organization ON api_user_search (key, facet, username) WHERE organization = '';

-- Only those that have a note; who may not read notes is never answered out of this.
CREATE TABLE api_user_note_search (
    key  INTEGER NOT NULL PRIMARY KEY,
    note TEXT    NOT NULL
);

-- The trigrams of both, without their places (a quarter of the size; a hit is verified in the text all the same).
CREATE VIRTUAL TABLE api_user_grams USING fts5 (
    username, organization, facet,
    content = 'api_user_search', content_rowid = 'key', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1'
);
CREATE VIRTUAL TABLE api_user_note_grams USING fts5 (
    note,
    content = 'api_user_note_search', content_rowid = 'key', columnsize = 0, detail = none, tokenize = 'trigram case_sensitive 1'
);
CREATE VIRTUAL TABLE api_user_grams_vocabulary USING fts5vocab ('api_user_grams', 'row');
CREATE VIRTUAL TABLE api_user_note_grams_vocabulary USING fts5vocab ('api_user_note_grams', 'row');

-- How many rows have a trigram, as of the last count: only so that a search begins with the rarest.
CREATE TABLE search_grams (
    in_notes INTEGER NOT NULL,
    gram     TEXT    NOT NULL,
    hits     BIGINT  NOT NULL,
    PRIMARY KEY (in_notes, gram)
) WITHOUT ROWID;

-- How far the filling in has come, and how many API users there were when trigrams were last counted.
CREATE TABLE search_fill (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    after_id TEXT    NOT NULL,
    is_done  BOOLEAN NOT NULL,
    counted  BIGINT  NOT NULL
);
INSERT INTO search_fill (id, after_id, is_done, counted) VALUES (1, '', 0, 0);

-- The indexes that are dropped while very many rows are written, and made anew behind that.
CREATE TABLE deferred_indexes (
    name       TEXT NOT NULL PRIMARY KEY,
    definition TEXT NOT NULL
) WITHOUT ROWID;

-- What searches scanned before.
DROP INDEX api_users_search;
DROP INDEX api_users_search_notes;
