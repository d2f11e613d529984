-- +goose Up
-- Zero stands for "not yet" in instants.
CREATE TABLE acknowledgement_demands (
    regulation_id BYTEA   PRIMARY KEY,
    required      BOOLEAN NOT NULL,
    departments   TEXT    NOT NULL,           -- JSON: ids, each with those below it; empty: everybody
    version       BIGINT  NOT NULL DEFAULT 0, -- that is asked for; 0: none
    set_at        BIGINT  NOT NULL,
    set_by        BYTEA
);

-- The versions that were ever asked for.
CREATE TABLE acknowledgement_versions (
    regulation_id BYTEA  NOT NULL,
    version       BIGINT NOT NULL,
    hash          BYTEA  NOT NULL,            -- of its words
    effective_at  BIGINT NOT NULL,
    PRIMARY KEY (regulation_id, version)
);

CREATE TABLE acknowledgements (
    regulation_id   BYTEA  NOT NULL,
    version         BIGINT NOT NULL,
    account_id      BYTEA  NOT NULL,
    asked_at        BIGINT NOT NULL,
    due_at          BIGINT NOT NULL,
    opened_at       BIGINT NOT NULL DEFAULT 0,
    open_ms         BIGINT NOT NULL DEFAULT 0,
    beat_at         BIGINT NOT NULL DEFAULT 0, -- up to when the reading was counted
    remind_at       BIGINT NOT NULL,           -- when to remind next; 0: never
    reminded_at     BIGINT NOT NULL DEFAULT 0,
    reminders       BIGINT NOT NULL DEFAULT 0,
    escalated_at    BIGINT NOT NULL DEFAULT 0, -- when the limit had passed and the head was told
    escalated_to    BYTEA,
    ended_at        BIGINT NOT NULL DEFAULT 0, -- no longer asked
    acknowledged_at BIGINT NOT NULL DEFAULT 0,
    session         BYTEA,                     -- in which it was done, from where, with what
    ip              TEXT   NOT NULL DEFAULT '',
    user_agent      TEXT   NOT NULL DEFAULT '',
    record          BYTEA,                     -- of it in the audit log
    PRIMARY KEY (regulation_id, version, account_id)
) /*sqlite WITHOUT ROWID*/ /*postgres WITH (fillfactor = 80)*/;
CREATE INDEX acknowledgements_waiting ON acknowledgements (account_id, due_at) WHERE acknowledged_at = 0 AND ended_at = 0;
CREATE INDEX acknowledgements_done ON acknowledgements (account_id, acknowledged_at) WHERE acknowledged_at > 0;
CREATE INDEX acknowledgements_remind ON acknowledgements (remind_at) WHERE acknowledged_at = 0 AND ended_at = 0 AND remind_at > 0;
CREATE INDEX acknowledgements_due ON acknowledgements (due_at) WHERE acknowledged_at = 0 AND ended_at = 0 AND escalated_at = 0;

-- What people were told and when: asked, reminder, overdue.
CREATE TABLE acknowledgement_notices (
    regulation_id BYTEA  NOT NULL,
    version       BIGINT NOT NULL,
    account_id    BYTEA  NOT NULL,            -- whose acknowledgement it is
    at            BIGINT NOT NULL,
    kind          TEXT   NOT NULL,
    told          BYTEA,                      -- who was told; NULL: nobody is head
    by_account    BYTEA,                      -- who had it told; NULL: the calendar
    PRIMARY KEY (regulation_id, version, account_id, at, kind)
) /*sqlite WITHOUT ROWID*/;
