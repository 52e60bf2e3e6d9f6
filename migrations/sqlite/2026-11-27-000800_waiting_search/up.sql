-- The index of the search follows the records by and by, many changes at once: each savepoint of a transaction that changes
-- it makes SQLite write all that it holds. Where the index has the words of another text than `text`, `indexed_text` is
-- that; it is empty where it has none yet.
ALTER TABLE record_search ADD COLUMN indexed_text TEXT;
CREATE INDEX record_search_waiting ON record_search (project_id, key) WHERE indexed_text IS NOT NULL;
