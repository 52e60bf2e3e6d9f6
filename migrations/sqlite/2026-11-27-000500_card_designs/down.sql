DROP TABLE card_designs;
