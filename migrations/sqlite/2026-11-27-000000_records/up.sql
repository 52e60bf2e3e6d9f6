-- What the records of a project hold. A removed field keeps its values, and its name stays its own.
CREATE TABLE project_fields (
    id            TEXT    NOT NULL PRIMARY KEY,
    project_id    TEXT    NOT NULL REFERENCES projects (id),
    position      INTEGER NOT NULL,
    name          TEXT    NOT NULL,
    label         TEXT    NOT NULL,
    kind          TEXT    NOT NULL CHECK (kind IN ('text', 'number', 'date', 'email', 'choice')),
    max_length    INTEGER NOT NULL,
    is_required   BOOLEAN NOT NULL,
    is_unique     BOOLEAN NOT NULL,
    default_value TEXT    NOT NULL,
    -- One a line.
    choices       TEXT    NOT NULL,
    is_removed    BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX project_fields_by_name ON project_fields (project_id, name);

CREATE TABLE project_color_codes (
    project_id TEXT    NOT NULL REFERENCES projects (id),
    code       INTEGER NOT NULL CHECK (code BETWEEN 1 AND 15),
    name       TEXT    NOT NULL,
    -- As in CSS, #rrggbb.
    color      TEXT    NOT NULL,
    PRIMARY KEY (project_id, code)
) WITHOUT ROWID;

-- Kept by the store in the transaction that changes a record, so that no page counts. Rust makes the rows.
CREATE TABLE record_counters (
    project_id     TEXT   NOT NULL PRIMARY KEY REFERENCES projects (id),
    next_id_number BIGINT NOT NULL,
    active         BIGINT NOT NULL CHECK (active >= 0),
    inactive       BIGINT NOT NULL CHECK (inactive >= 0),
    trash          BIGINT NOT NULL CHECK (trash >= 0)
) WITHOUT ROWID;

CREATE TABLE records (
    project_id        TEXT    NOT NULL REFERENCES projects (id),
    id                TEXT    NOT NULL,
    -- A JSON object: the id of a field, its value as text. A field without a value is absent.
    field_values      TEXT    NOT NULL,
    -- Independent of each other, so that leaving Trash restores what was.
    is_active         BOOLEAN NOT NULL,
    is_in_trash       BOOLEAN NOT NULL,
    is_checked_in     BOOLEAN NOT NULL,
    is_in_print_queue BOOLEAN NOT NULL,
    -- 0 for none.
    color_code        INTEGER NOT NULL,
    inserted_at       BIGINT  NOT NULL,
    modified_at       BIGINT  NOT NULL,
    pictured_at       BIGINT  NOT NULL,
    printed_at        BIGINT  NOT NULL,
    version           BIGINT  NOT NULL,
    PRIMARY KEY (project_id, id)
) WITHOUT ROWID;
CREATE INDEX records_by_state ON records (project_id, is_in_trash, is_active, id);

-- The values of unique fields, folded.
CREATE TABLE unique_values (
    project_id TEXT NOT NULL,
    field_id   TEXT NOT NULL REFERENCES project_fields (id),
    value_key  TEXT NOT NULL,
    record_id  TEXT NOT NULL,
    PRIMARY KEY (project_id, field_id, value_key)
) WITHOUT ROWID;

-- What the trail tells of a record names fields; the values stand here, where erasing a record empties them. The trail has
-- a digest of salt and values, which means nothing once the salt is gone.
CREATE TABLE record_changes (
    record_id TEXT   NOT NULL,
    version   BIGINT NOT NULL,
    salt      TEXT   NOT NULL,
    changes   TEXT   NOT NULL,
    PRIMARY KEY (record_id, version)
) WITHOUT ROWID;
