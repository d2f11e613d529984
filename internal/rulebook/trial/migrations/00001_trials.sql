-- +goose Up
CREATE TABLE rule_trials (
    id          BYTEA  NOT NULL PRIMARY KEY,
    rule_id     TEXT   NOT NULL,
    scope_kind  TEXT   NOT NULL,
    scope_id    TEXT   NOT NULL,
    value       BIGINT NOT NULL,
    stage       TEXT   NOT NULL,
    from_at     BIGINT NOT NULL,
    to_at       BIGINT NOT NULL,        -- the first instant that no longer counts
    asked_by    BYTEA  NOT NULL,
    asked_at    BIGINT NOT NULL,
    state       TEXT   NOT NULL,        -- running, done, cancelled, failed
    error_code  TEXT   NOT NULL DEFAULT '',
    done        BIGINT NOT NULL DEFAULT 0,
    total       BIGINT NOT NULL DEFAULT 0,
    result      BYTEA,                  -- JSON; NULL until it is done
    process     BYTEA  NOT NULL,        -- that works on it
    beat_at     BIGINT NOT NULL         -- when that process last showed that it does
);
CREATE INDEX rule_trials_rule ON rule_trials (rule_id, id);
CREATE INDEX rule_trials_running ON rule_trials (state, beat_at) WHERE state = 'running';
