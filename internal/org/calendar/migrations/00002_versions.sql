-- +goose Up
-- One row. Each change raises the version and writes a mark of its own, so that what is remembered of a
-- change that was never committed is not taken for the next one of the same number.
CREATE TABLE calendar_head (
    one     BIGINT PRIMARY KEY,
    version BIGINT NOT NULL,
    mark    TEXT   NOT NULL
);
INSERT INTO calendar_head (one, version, mark) VALUES (1, 0, '');

CREATE TABLE calendar_changes (
    version    BIGINT PRIMARY KEY,
    changed_at BIGINT NOT NULL,
    changed_by BYTEA,                 -- NULL: the product itself
    site       TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    facts      TEXT   NOT NULL        -- JSON
);
