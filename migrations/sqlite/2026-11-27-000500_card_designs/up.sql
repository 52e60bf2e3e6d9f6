-- What the cards of projects look like; a project without a row has the design that new projects start with.
CREATE TABLE card_designs (
    project_id TEXT   NOT NULL PRIMARY KEY REFERENCES projects (id),
    -- JSON; fields stand in it by their ids.
    design     TEXT   NOT NULL,
    -- Of the project, when the design was saved last.
    version    BIGINT NOT NULL
);

-- The cards that wait to be printed, and those that were printed last; the other records take no room in these.
CREATE INDEX records_by_print_queue ON records (project_id, id) WHERE is_in_print_queue;
CREATE INDEX records_by_print ON records (project_id, printed_at, id) WHERE printed_at > 0;
