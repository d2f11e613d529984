-- +goose Up
-- A value has a stage and may end; who asked for it and who confirmed it (set_by) are two people.
ALTER TABLE rule_values ADD COLUMN stage TEXT NOT NULL DEFAULT 'enforce';
ALTER TABLE rule_values ADD COLUMN until_at BIGINT;    -- the first instant at which it no longer holds
ALTER TABLE rule_values ADD COLUMN proposal_id BYTEA;  -- NULL where the house itself set it
ALTER TABLE rule_values ADD COLUMN asked_by BYTEA;     -- NULL: set_by
ALTER TABLE rule_values ADD COLUMN begun_at BIGINT;    -- when it was told that it came into force
ALTER TABLE rule_values ADD COLUMN ended_at BIGINT;    -- when it was told that it ended
CREATE INDEX rule_values_coming ON rule_values (effective_at) WHERE begun_at IS NULL;
CREATE INDEX rule_values_ending ON rule_values (until_at) WHERE ended_at IS NULL AND until_at IS NOT NULL;

CREATE TABLE rule_proposals (
    id            BYTEA  NOT NULL PRIMARY KEY,
    rule_id       TEXT   NOT NULL,
    scope_kind    TEXT   NOT NULL,
    scope_id      TEXT   NOT NULL,
    value         BIGINT,           -- NULL withdraws the value of this scope
    stage         TEXT   NOT NULL,
    effective_at  BIGINT NOT NULL,  -- 0: when it is confirmed
    until_at      BIGINT,
    reason        TEXT   NOT NULL,
    trial_id      BYTEA,            -- of the trial run that it follows
    asked_by      BYTEA  NOT NULL,
    asked_at      BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    state         TEXT   NOT NULL,  -- open, confirmed, rejected, withdrawn, expired
    decided_by    BYTEA,
    decided_at    BIGINT,
    decision_note TEXT   NOT NULL DEFAULT '',
    version       BIGINT            -- of the value that it became
);
CREATE INDEX rule_proposals_state ON rule_proposals (state, id);
CREATE INDEX rule_proposals_rule ON rule_proposals (rule_id, state);
