DROP INDEX records_in_trash;
DROP TABLE record_search_fill;
DROP TABLE record_grams;
DROP TABLE record_search;
