ALTER TABLE card_designs ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE card_designs DROP COLUMN logo_id;
DROP TABLE card_logos;
