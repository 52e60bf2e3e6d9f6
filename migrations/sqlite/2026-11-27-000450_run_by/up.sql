-- The username of the person who ran it as the API user, in the API client; empty where nobody did.
ALTER TABLE calls ADD COLUMN run_by TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN run_by TEXT NOT NULL DEFAULT '';
