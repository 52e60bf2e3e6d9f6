UPDATE records SET pictured_at = 0;
ALTER TABLE records DROP COLUMN signed_at;
DROP TABLE record_pictures;
