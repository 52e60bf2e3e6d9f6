-- The version of its subject that a change made; 0 where it was not written down.
ALTER TABLE audit ADD COLUMN version BIGINT NOT NULL DEFAULT 0;

ALTER TABLE panel_users ADD COLUMN status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled'));
-- Counts the passwords, so that a session belongs to the one it began with.
ALTER TABLE panel_users ADD COLUMN password_version BIGINT NOT NULL DEFAULT 1;

-- Sessions name any account, and the password they began with. No foreign key: there is one table per kind of account.
CREATE TABLE sessions_of_accounts (
    id_hash          TEXT   NOT NULL PRIMARY KEY,
    account_kind     TEXT   NOT NULL CHECK (account_kind IN ('panel_user', 'api_user')),
    account_id       TEXT   NOT NULL,
    password_version BIGINT NOT NULL,
    created_at       BIGINT NOT NULL,
    last_seen_at     BIGINT NOT NULL
) WITHOUT ROWID;
INSERT INTO sessions_of_accounts (id_hash, account_kind, account_id, password_version, created_at, last_seen_at)
    SELECT id_hash, 'panel_user', panel_user_id, 1, created_at, last_seen_at FROM sessions;
DROP TABLE sessions;
ALTER TABLE sessions_of_accounts RENAME TO sessions;
CREATE INDEX sessions_by_account ON sessions (account_id);
CREATE INDEX sessions_by_last_seen ON sessions (last_seen_at);

-- What projects are searched by, folded further than the key of uniqueness. Empty until it is filled in, which Rust does
-- after the migrations, since SQL can't fold.
ALTER TABLE projects ADD COLUMN name_search TEXT NOT NULL DEFAULT '';
