-- The photos and signatures of records, out of the rows that lists walk.
CREATE TABLE record_pictures (
    record_id TEXT    NOT NULL,
    kind      TEXT    NOT NULL CHECK (kind IN ('photo', 'signature')),
    format    TEXT    NOT NULL CHECK (format IN ('jpeg', 'png')),
    -- In pixels.
    width     INTEGER NOT NULL,
    height    INTEGER NOT NULL,
    made_at   BIGINT  NOT NULL,
    bytes     BLOB    NOT NULL,
    PRIMARY KEY (record_id, kind)
);

-- Beside pictured_at; 0 where there is no signature.
ALTER TABLE records ADD COLUMN signed_at BIGINT NOT NULL DEFAULT 0;
