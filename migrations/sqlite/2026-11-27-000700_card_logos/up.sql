-- The logos of card designs: those in use, and for a day those that were chosen and not saved. All are PNG.
CREATE TABLE card_logos (
    id         TEXT    NOT NULL PRIMARY KEY,
    project_id TEXT    NOT NULL REFERENCES projects (id),
    -- In pixels.
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    made_at    BIGINT  NOT NULL,
    bytes      BLOB    NOT NULL
);

CREATE INDEX card_logos_by_age ON card_logos (made_at);

-- Of card_logos; NULL for none.
ALTER TABLE card_designs ADD COLUMN logo_id TEXT;
-- Who changed what of a design meanwhile is told by what its form was served with.
ALTER TABLE card_designs DROP COLUMN version;
