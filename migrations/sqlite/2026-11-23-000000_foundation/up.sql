-- Instants are microseconds since 1970 UTC; ids are UUIDv7 text; *_key columns hold case-folded text.

CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;

-- Every node signs cookies with this key, so it is made once, with the database.
INSERT INTO settings (name, value) VALUES ('cookie_key', randomblob(64));

-- One table of names for people and machine accounts, so that no two of them share one.
CREATE TABLE account_names (
    username_key TEXT NOT NULL PRIMARY KEY,
    kind         TEXT NOT NULL CHECK (kind IN ('panel_user', 'api_user')),
    owner_id     TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX account_names_by_owner ON account_names (owner_id);

CREATE TABLE panel_users (
    id            TEXT   NOT NULL PRIMARY KEY,
    username      TEXT   NOT NULL,
    role          TEXT   NOT NULL CHECK (role IN ('administrator', 'manager', 'auditor')),
    language      TEXT   NOT NULL,
    timezone      TEXT   NOT NULL,
    theme         TEXT   NOT NULL,
    password_hash TEXT   NOT NULL,
    last_login_at BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    modified_at   BIGINT NOT NULL,
    version       BIGINT NOT NULL
);

CREATE TABLE sessions (
    id_hash       TEXT   NOT NULL PRIMARY KEY,
    panel_user_id TEXT   NOT NULL REFERENCES panel_users (id),
    state         TEXT   NOT NULL,
    created_at    BIGINT NOT NULL,
    last_seen_at  BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_by_panel_user ON sessions (panel_user_id);
CREATE INDEX sessions_by_last_seen ON sessions (last_seen_at);

-- What is slowed down: the subject is the digest of who tries on whose name.
CREATE TABLE failed_attempts (
    subject        TEXT   NOT NULL PRIMARY KEY,
    failures       BIGINT NOT NULL,
    last_failed_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX failed_attempts_by_age ON failed_attempts (last_failed_at);

CREATE TABLE api_users (
    id               TEXT   NOT NULL PRIMARY KEY,
    username         TEXT   NOT NULL,
    username_key     TEXT   NOT NULL,
    role             TEXT   NOT NULL CHECK (role IN ('operator', 'administrator')),
    status           TEXT   NOT NULL CHECK (status IN ('active', 'inactive', 'trash')),
    organization     TEXT   NOT NULL,
    organization_key TEXT   NOT NULL,
    language         TEXT   NOT NULL,
    timezone         TEXT   NOT NULL,
    password_hash    TEXT   NOT NULL,
    last_login_at    BIGINT NOT NULL,
    created_at       BIGINT NOT NULL,
    modified_at      BIGINT NOT NULL,
    version          BIGINT NOT NULL,
    private_note     TEXT   NOT NULL,
    private_note_key TEXT   NOT NULL
);

-- An index per order of the list, alone and under a status; the role at the end keeps role filters inside the index.
CREATE INDEX api_users_by_status ON api_users (status, id, role);
CREATE INDEX api_users_by_role ON api_users (role, id);
CREATE INDEX api_users_by_status_role ON api_users (status, role, id);
CREATE INDEX api_users_by_username ON api_users (username_key, id, role);
CREATE INDEX api_users_by_status_username ON api_users (status, username_key, id, role);
CREATE INDEX api_users_by_organization ON api_users (organization_key, id, role);
CREATE INDEX api_users_by_status_organization ON api_users (status, organization_key, id, role);
CREATE INDEX api_users_by_last_login ON api_users (last_login_at, id, role);
CREATE INDEX api_users_by_status_last_login ON api_users (status, last_login_at, id, role);
CREATE INDEX api_users_by_modified ON api_users (modified_at, id, role);
CREATE INDEX api_users_by_status_modified ON api_users (status, modified_at, id, role);

-- All that a search reads, but for the notes, so that it scans an index and not the table.
CREATE INDEX api_users_search ON api_users (username_key, organization_key, status, role, id);
CREATE INDEX api_users_search_notes ON api_users (private_note_key, id) WHERE private_note_key <> '';

-- Administrators are few among many, so their orders have small indexes of their own. The concatenation stands in the
-- queries too: with a plain comparison the index on the role alone would be taken, and all of them sorted.
CREATE INDEX administrators_by_status ON api_users (status, id, role) WHERE role || '' = 'administrator';
CREATE INDEX administrators_by_username ON api_users (username_key, id, role) WHERE role || '' = 'administrator';
CREATE INDEX administrators_by_status_username ON api_users (status, username_key, id, role) WHERE role || '' = 'administrator';
CREATE INDEX administrators_by_organization ON api_users (organization_key, id, role) WHERE role || '' = 'administrator';
CREATE INDEX administrators_by_status_organization ON api_users (status, organization_key, id, role) WHERE role || '' = 'administrator';
CREATE INDEX administrators_by_last_login ON api_users (last_login_at, id, role) WHERE role || '' = 'administrator';
CREATE INDEX administrators_by_status_last_login ON api_users (status, last_login_at, id, role) WHERE role || '' = 'administrator';
CREATE INDEX administrators_by_modified ON api_users (modified_at, id, role) WHERE role || '' = 'administrator';
CREATE INDEX administrators_by_status_modified ON api_users (status, modified_at, id, role) WHERE role || '' = 'administrator';

-- Kept by the store in the transaction that changes a status or a role, so that no page counts.
CREATE TABLE api_user_counts (
    status TEXT   NOT NULL,
    role   TEXT   NOT NULL,
    total  BIGINT NOT NULL CHECK (total >= 0),
    PRIMARY KEY (status, role)
) WITHOUT ROWID;
INSERT INTO api_user_counts (status, role, total) VALUES
    ('active', 'operator', 0), ('active', 'administrator', 0),
    ('inactive', 'operator', 0), ('inactive', 'administrator', 0),
    ('trash', 'operator', 0), ('trash', 'administrator', 0);

-- The organizations in use besides the main one, for suggestions.
CREATE TABLE organizations (
    organization_key TEXT   NOT NULL PRIMARY KEY,
    organization     TEXT   NOT NULL,
    api_users        BIGINT NOT NULL CHECK (api_users >= 0)
) WITHOUT ROWID;

CREATE TABLE projects (
    id          TEXT   NOT NULL PRIMARY KEY,
    name        TEXT   NOT NULL,
    name_key    TEXT   NOT NULL,
    status      TEXT   NOT NULL CHECK (status IN ('active', 'inactive', 'trash')),
    created_at  BIGINT NOT NULL,
    modified_at BIGINT NOT NULL,
    version     BIGINT NOT NULL
);
CREATE UNIQUE INDEX projects_name ON projects (name_key);

CREATE TABLE secret_keys (
    key_hash   TEXT   NOT NULL PRIMARY KEY,
    owner_kind TEXT   NOT NULL CHECK (owner_kind IN ('api_user', 'project')),
    owner_id   TEXT   NOT NULL,
    last_four  TEXT   NOT NULL,
    created_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX secret_keys_by_owner ON secret_keys (owner_id);

-- The bits are those of the ten privileges; a pair without any has no row.
CREATE TABLE privileges (
    api_user_id TEXT    NOT NULL REFERENCES api_users (id),
    project_id  TEXT    NOT NULL REFERENCES projects (id),
    bits        INTEGER NOT NULL CHECK (bits BETWEEN 1 AND 1023),
    PRIMARY KEY (api_user_id, project_id)
) WITHOUT ROWID;
CREATE INDEX privileges_by_project ON privileges (project_id);

-- No foreign keys: the trail outlives what it tells of.
CREATE TABLE audit (
    seq          BIGINT NOT NULL PRIMARY KEY,
    at           BIGINT NOT NULL,
    actor_kind   TEXT   NOT NULL,
    actor_id     TEXT   NOT NULL,
    actor_name   TEXT   NOT NULL,
    address      TEXT   NOT NULL,
    subject_kind TEXT   NOT NULL,
    subject_id   TEXT   NOT NULL,
    subject_name TEXT   NOT NULL,
    action       TEXT   NOT NULL,
    changes      TEXT   NOT NULL
) WITHOUT ROWID;
CREATE INDEX audit_by_subject ON audit (subject_kind, subject_id, seq);

CREATE TABLE audit_head (
    id  INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    seq BIGINT  NOT NULL
);
INSERT INTO audit_head (id, seq) VALUES (1, 0);
