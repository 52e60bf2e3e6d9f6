CREATE INDEX api_users_search_notes ON api_users (private_note_key, id) WHERE private_note_key <> '';
CREATE INDEX api_users_search ON api_users (username_key, organization_key, status, role, id);

DROP TABLE deferred_indexes;
DROP TABLE search_fill;
DROP TABLE search_grams;
DROP TABLE api_user_note_grams_vocabulary;
DROP TABLE api_user_grams_vocabulary;
DROP TABLE api_user_note_grams;
DROP TABLE api_user_grams;
DROP TABLE api_user_note_search;
DROP TABLE api_user_search;
