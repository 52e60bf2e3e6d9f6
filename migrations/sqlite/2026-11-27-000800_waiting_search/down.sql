DROP INDEX record_search_waiting;
ALTER TABLE record_search DROP COLUMN indexed_text;
DELETE FROM record_search;
INSERT INTO record_grams (record_grams) VALUES ('delete-all');
UPDATE record_search_fill SET after_project = '', after_id = '', is_done = 0;
