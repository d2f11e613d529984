-- +goose Up
CREATE TABLE imports (
    id          BYTEA   PRIMARY KEY,
    account     BYTEA,                     -- who imports; NULL for the command line
    session     BYTEA,
    file_name   TEXT    NOT NULL,
    created_at  BIGINT  NOT NULL,
    state       TEXT    NOT NULL,          -- reading, rehearsed, applying, applied, failed
    done        BIGINT  NOT NULL DEFAULT 0,
    total       BIGINT  NOT NULL DEFAULT 0,
    counts      TEXT    NOT NULL DEFAULT '{}',
    warnings    TEXT    NOT NULL DEFAULT '[]',
    error_code  TEXT    NOT NULL DEFAULT '',
    params      TEXT    NOT NULL DEFAULT '{}', -- of error_code
    mode        TEXT    NOT NULL DEFAULT '',
    plan_digest BYTEA,                     -- of what was rehearsed; applied is that or nothing
    data        BYTEA,                     -- the file, until it is applied or given up
    owner       BYTEA,                     -- the process that works on it
    beat_at     BIGINT  NOT NULL DEFAULT 0, -- its last sign of life
    attempts    BIGINT  NOT NULL DEFAULT 0,
    applied_at  BIGINT  NOT NULL DEFAULT 0
);
CREATE INDEX imports_state ON imports (state, beat_at);

CREATE TABLE import_rows (
    import BYTEA  NOT NULL,
    kind   TEXT   NOT NULL,
    pos    BIGINT NOT NULL,
    body   BYTEA  NOT NULL,                -- JSON
    PRIMARY KEY (import, kind, pos)
);
