-- What the cards of projects look like; a project without a row has the design that new projects start with.
CREATE TABLE card_designs (
    project_id TEXT   NOT NULL PRIMARY KEY REFERENCES projects (id),
    -- JSON; fields stand in it by their ids.
    design     TEXT   NOT NULL,
    -- Of the project, when the design was saved last.
    version    BIGINT NOT NULL
);
