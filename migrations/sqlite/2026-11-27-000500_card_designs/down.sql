DROP INDEX records_by_print;
DROP INDEX records_by_print_queue;
DROP TABLE card_designs;
