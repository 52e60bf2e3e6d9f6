DROP TABLE quota_use;
DROP TABLE quotas;
DROP TABLE call_answers;
ALTER TABLE secret_keys DROP COLUMN last_used_from;
ALTER TABLE secret_keys DROP COLUMN last_used_at;
DROP TABLE login_networks;
DROP TABLE failed_logins;
DROP TABLE calls;
