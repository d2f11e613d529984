-- +goose Up
-- A month of one department is one range of the table, whatever else the company's evidence holds.
CREATE TABLE evidence_new (
    department BYTEA  NOT NULL,    -- of who acted; zeros for none
    at         BIGINT NOT NULL,
    id         BYTEA  NOT NULL,
    rule_id    TEXT   NOT NULL,
    version    BIGINT NOT NULL,    -- of the value; 0 is the default that the rule declares
    outcome    TEXT   NOT NULL,    -- record, watch, warn, block
    actor      BYTEA,
    object     TEXT   NOT NULL,
    object_id  BYTEA,
    facts      BYTEA  NOT NULL,    -- JSON: ids and numbers
    repeats    BIGINT NOT NULL DEFAULT 1,
    minute     BIGINT,             -- since 1970, of a refusal; NULL where nothing folds
    PRIMARY KEY (department, at, id) /*postgres INCLUDE (rule_id, outcome, actor, repeats)*/
) /*sqlite WITHOUT ROWID*/;

/*sqlite INSERT INTO evidence_new SELECT COALESCE(department, zeroblob(16)), at, CAST(printf('%016d', pos) AS BLOB), rule_id, version, outcome, actor, object, object_id, facts, repeats,
    CASE WHEN fold IS NULL THEN NULL ELSE at / 60000000 END FROM evidence*/
/*postgres INSERT INTO evidence_new SELECT COALESCE(department, decode('00000000000000000000000000000000', 'hex')), at, decode(lpad(to_hex(pos), 32, '0'), 'hex'), rule_id, version, outcome, actor,
    object, object_id, facts, repeats, CASE WHEN fold IS NULL THEN NULL ELSE at / 60000000 END FROM evidence*/;
DROP TABLE evidence;
ALTER TABLE evidence_new RENAME TO evidence;
/*sqlite SELECT 1*/ /*postgres ALTER INDEX evidence_new_pkey RENAME TO evidence_pkey*/;

CREATE UNIQUE INDEX evidence_fold ON evidence (minute, actor, rule_id) WHERE minute IS NOT NULL;
CREATE INDEX evidence_rule ON evidence (rule_id, at, outcome, repeats) /*postgres INCLUDE (department)*/;
CREATE INDEX evidence_at ON evidence (at, id);

-- What was counted of days that are over, so that a year of figures reads a few rows for each day.
CREATE TABLE evidence_days (
    from_at    BIGINT NOT NULL,    -- the day's first instant, in the company's zone
    rule_id    TEXT   NOT NULL,
    department BYTEA  NOT NULL,
    outcome    TEXT   NOT NULL,
    count      BIGINT NOT NULL,
    PRIMARY KEY (from_at, rule_id, department, outcome)
) /*sqlite WITHOUT ROWID*/;

-- The days that were counted, one after the other without a gap.
CREATE TABLE evidence_counted (
    from_at  BIGINT NOT NULL PRIMARY KEY,
    until_at BIGINT NOT NULL       -- the first instant of the next one
);

-- An older program would write rows in the old form.
INSERT INTO schema_floor (room, version) VALUES ('rulebook', 3) ON CONFLICT (room) DO UPDATE SET version = excluded.version;
