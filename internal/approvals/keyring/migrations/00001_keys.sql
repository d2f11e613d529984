-- +goose Up
-- The keys with which the company signs what is decided; old ones stay, so that what they have signed can be verified.
CREATE TABLE approval_keys (
    n       BIGINT NOT NULL PRIMARY KEY, -- from 1; the highest signs
    id      BYTEA  NOT NULL UNIQUE,
    made_at BIGINT NOT NULL,
    public  TEXT   NOT NULL,
    sealed  BYTEA  NOT NULL              -- the secret half, under the installation's file of keys
);
