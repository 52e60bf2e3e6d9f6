DROP TABLE record_changes;
DROP TABLE unique_values;
DROP TABLE records;
DROP TABLE record_counters;
DROP TABLE project_color_codes;
DROP TABLE project_fields;
