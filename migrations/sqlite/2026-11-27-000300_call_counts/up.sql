-- How many calls an API user made, or came to a project, by quarters of an hour and verdicts: no page counts the log. A
-- quarter fits into the days of every timezone.
CREATE TABLE call_counts (
    -- An API user or a project.
    owner_id TEXT   NOT NULL,
    -- Its beginning, in microseconds since 1970.
    quarter  BIGINT NOT NULL,
    verdict  TEXT   NOT NULL CHECK (verdict IN ('allowed', 'denied', 'failed')),
    total    BIGINT NOT NULL,
    PRIMARY KEY (owner_id, quarter, verdict)
) WITHOUT ROWID;

INSERT INTO call_counts (owner_id, quarter, verdict, total)
SELECT owner_id, at / 900000000 * 900000000, verdict, COUNT(*)
FROM (
    SELECT api_user_id AS owner_id, at,
        CASE WHEN broken_rule <> '' THEN 'denied' WHEN error <> '' THEN 'failed' ELSE 'allowed' END AS verdict
    FROM calls
    UNION ALL
    SELECT project_id, at,
        CASE WHEN broken_rule <> '' THEN 'denied' WHEN error <> '' THEN 'failed' ELSE 'allowed' END
    FROM calls WHERE project_id <> ''
)
GROUP BY 1, 2, 3;
