-- +goose Up
-- Zero stands for "none" in instants. What is on a message is found by (conversation, seq), what is a
-- person's own by the person.

-- Each emoji under a message, counted, so that a page of messages reads a few rows however many have
-- reacted. A row stays for a while when nobody is left: facts on their way name its number.
CREATE TABLE reaction_kinds (
    conversation_id BYTEA  NOT NULL,
    seq             BIGINT NOT NULL,
    no              BIGINT NOT NULL, -- of the emoji under this message, in the order in which they came
    emoji           TEXT   NOT NULL, -- in its one form
    how_many        BIGINT NOT NULL,
    first           BYTEA  NOT NULL, -- the ids of the first 50, one behind the other
    changed_at      BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, seq, no)
) /*sqlite WITHOUT ROWID*/ /*postgres WITH (fillfactor = 70)*/;

CREATE TABLE reactions (
    conversation_id BYTEA  NOT NULL,
    seq             BIGINT NOT NULL,
    no              BIGINT NOT NULL,
    account_id      BYTEA  NOT NULL,
    at              BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, seq, no, account_id)
) /*sqlite WITHOUT ROWID*/;

CREATE TABLE pins (
    conversation_id BYTEA  NOT NULL,
    seq             BIGINT NOT NULL,
    account_id      BYTEA  NOT NULL, -- who pinned it
    at              BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, seq)
) /*sqlite WITHOUT ROWID*/;

CREATE TABLE stars (
    account_id      BYTEA  NOT NULL,
    conversation_id BYTEA  NOT NULL,
    seq             BIGINT NOT NULL,
    at              BIGINT NOT NULL,
    PRIMARY KEY (account_id, conversation_id, seq)
) /*sqlite WITHOUT ROWID*/;
CREATE INDEX stars_page ON stars (account_id, at, conversation_id, seq);

-- What somebody wants to see to later.
CREATE TABLE laters (
    account_id      BYTEA  NOT NULL,
    conversation_id BYTEA  NOT NULL,
    seq             BIGINT NOT NULL,
    note            TEXT   NOT NULL,
    at              BIGINT NOT NULL,           -- put on the list
    remind_at       BIGINT NOT NULL DEFAULT 0,
    reminded_at     BIGINT NOT NULL DEFAULT 0, -- when it was told
    done_at         BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, conversation_id, seq)
) /*sqlite WITHOUT ROWID*/;
CREATE INDEX laters_open ON laters (account_id, at, conversation_id, seq) WHERE done_at = 0;
CREATE INDEX laters_done ON laters (account_id, done_at, conversation_id, seq) WHERE done_at > 0;
CREATE INDEX laters_due ON laters (remind_at) WHERE remind_at > 0 AND reminded_at = 0 AND done_at = 0;

-- Messages that ask for a receipt. Who is asked follows from the members of the message's epoch; a row
-- of their own they get when they answer.
CREATE TABLE receipts (
    conversation_id BYTEA  NOT NULL,
    seq             BIGINT NOT NULL,
    sender_id       BYTEA  NOT NULL,
    at              BIGINT NOT NULL,
    epoch           BIGINT NOT NULL,
    asked           BIGINT NOT NULL,           -- how many
    confirmed       BIGINT NOT NULL DEFAULT 0, -- how many
    reminded_at     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (conversation_id, seq)
) /*sqlite WITHOUT ROWID*/ /*postgres WITH (fillfactor = 70)*/;

CREATE TABLE confirmations (
    conversation_id BYTEA  NOT NULL,
    seq             BIGINT NOT NULL,
    account_id      BYTEA  NOT NULL,
    at              BIGINT NOT NULL,
    result          TEXT   NOT NULL, -- empty where only a confirmation was asked for
    PRIMARY KEY (conversation_id, seq, account_id)
) /*sqlite WITHOUT ROWID*/;
