-- +goose Up
CREATE TABLE rule_values (
    rule_id      TEXT   NOT NULL,
    version      BIGINT NOT NULL,
    scope_kind   TEXT   NOT NULL,
    scope_id     TEXT   NOT NULL,  -- empty for the company
    value        BIGINT,           -- NULL withdraws the value of this scope
    effective_at BIGINT NOT NULL,
    set_at       BIGINT NOT NULL,
    set_by       BYTEA  NOT NULL,
    reason       TEXT   NOT NULL,
    PRIMARY KEY (rule_id, version)
);

CREATE TABLE evidence (
    pos        /*sqlite INTEGER PRIMARY KEY AUTOINCREMENT*/ /*postgres BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY*/,
    /*postgres xid BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),*/
    at         BIGINT NOT NULL,
    rule_id    TEXT   NOT NULL,
    version    BIGINT NOT NULL,    -- of the value; 0 is the default that the rule declares
    outcome    TEXT   NOT NULL,
    actor      BYTEA,
    department BYTEA,
    object     TEXT   NOT NULL,
    object_id  BYTEA,
    facts      BYTEA  NOT NULL,    -- JSON: ids and numbers
    repeats    BIGINT NOT NULL DEFAULT 1,
    fold       TEXT   UNIQUE       -- actor, rule and minute of a refusal; NULL where nothing folds
);
CREATE INDEX evidence_rule ON evidence (rule_id, at);
