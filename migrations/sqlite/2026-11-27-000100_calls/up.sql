-- One row per call that got past the credentials. No foreign keys: the log outlives what it tells of.
CREATE TABLE calls (
    at            BIGINT  NOT NULL,
    -- Random, so that calls at one instant have a row each.
    nonce         INTEGER NOT NULL,
    api_user_id   TEXT    NOT NULL,
    -- Empty where the call named no project that there is.
    project_id    TEXT    NOT NULL,
    -- How it came: with a key or by a browser's session.
    origin        TEXT    NOT NULL CHECK (origin IN ('api', 'browser')),
    key_last_four TEXT    NOT NULL,
    -- Empty where it was not understood.
    deed          TEXT    NOT NULL,
    parts         INTEGER NOT NULL,
    record_id     TEXT    NOT NULL,
    record_state  TEXT    NOT NULL,
    -- The rule that it broke; empty where it was allowed, or not judged.
    broken_rule   TEXT    NOT NULL,
    -- The slug of the error; empty for none.
    error         TEXT    NOT NULL,
    is_repeat     BOOLEAN NOT NULL,
    address       TEXT    NOT NULL,
    -- In microseconds.
    duration      BIGINT  NOT NULL,
    PRIMARY KEY (at, nonce)
) WITHOUT ROWID;
CREATE INDEX calls_by_api_user ON calls (api_user_id, at, nonce);
CREATE INDEX calls_by_project ON calls (project_id, at, nonce);

-- Logins that failed, summed up, so that a flood does not fill the disk. The API user is empty where the name is no one's.
CREATE TABLE failed_logins (
    minute      BIGINT NOT NULL,
    api_user_id TEXT   NOT NULL,
    network     TEXT   NOT NULL,
    reason      TEXT   NOT NULL,
    total       BIGINT NOT NULL,
    PRIMARY KEY (minute, api_user_id, network, reason)
) WITHOUT ROWID;
CREATE INDEX failed_logins_by_api_user ON failed_logins (api_user_id, minute);

-- From where an API user logged in lately: strangers elsewhere can't lock it out there.
CREATE TABLE login_networks (
    api_user_id   TEXT   NOT NULL,
    network       TEXT   NOT NULL,
    last_login_at BIGINT NOT NULL,
    PRIMARY KEY (api_user_id, network)
) WITHOUT ROWID;
CREATE INDEX login_networks_by_age ON login_networks (last_login_at);

ALTER TABLE secret_keys ADD COLUMN last_used_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE secret_keys ADD COLUMN last_used_from TEXT NOT NULL DEFAULT '';

-- The answers of changing calls, for calls that come again. Erasing a record empties those about it.
CREATE TABLE call_answers (
    api_user_id TEXT   NOT NULL,
    -- Of the header Idempotency-Key; or of a body that puts into Trash or deletes.
    repeat_key  TEXT   NOT NULL,
    salt        TEXT   NOT NULL,
    -- Of salt and body.
    body_digest TEXT   NOT NULL,
    record_id   TEXT   NOT NULL,
    answer      TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (api_user_id, repeat_key)
) WITHOUT ROWID;
CREATE INDEX call_answers_by_record ON call_answers (record_id);
CREATE INDEX call_answers_by_age ON call_answers (at);

-- How many calls an API user may make in a month of UTC; no row for no bound.
CREATE TABLE quotas (
    api_user_id TEXT   NOT NULL PRIMARY KEY REFERENCES api_users (id),
    calls       BIGINT NOT NULL CHECK (calls > 0)
) WITHOUT ROWID;
CREATE TABLE quota_use (
    api_user_id TEXT   NOT NULL,
    -- As in 2026-11.
    month       TEXT   NOT NULL,
    calls       BIGINT NOT NULL,
    PRIMARY KEY (api_user_id, month)
) WITHOUT ROWID;
