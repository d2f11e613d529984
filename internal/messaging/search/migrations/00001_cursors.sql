-- +goose Up
-- How much of each conversation is listed: messages beyond low up to high, changes up to rev.
CREATE TABLE search_cursors (
    conversation_id BYTEA  NOT NULL PRIMARY KEY,
    low             BIGINT NOT NULL,
    high            BIGINT NOT NULL,
    low_at          BIGINT NOT NULL, -- no message up to low is later
    high_at         BIGINT NOT NULL, -- of the message high
    rev             BIGINT NOT NULL
) /*sqlite WITHOUT ROWID*/ /*postgres WITH (fillfactor = 70)*/;
