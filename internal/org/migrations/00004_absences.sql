-- +goose Up
-- When somebody is not at work, by their leave.
CREATE TABLE absences (
    id       BYTEA  PRIMARY KEY,
    account  BYTEA  NOT NULL,
    from_at  BIGINT NOT NULL,
    until_at BIGINT NOT NULL,             -- the first instant at which they are back
    source   BYTEA  NOT NULL UNIQUE,      -- the approval that it follows from
    made_at  BIGINT NOT NULL
);
CREATE INDEX absences_account ON absences (account, until_at);
CREATE INDEX absences_until ON absences (until_at);
