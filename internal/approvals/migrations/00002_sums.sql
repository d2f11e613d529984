-- +goose Up
-- Statistics of a long span are read from sums. What has ended is added to them once, a while later, and not by
-- the transaction that decides. Until then its row says so, and statistics read it itself.

-- Working time that it took, in microseconds; -1: it runs, or is in no sum yet.
ALTER TABLE approvals ADD COLUMN took BIGINT NOT NULL DEFAULT -1;
ALTER TABLE approval_tasks ADD COLUMN took BIGINT NOT NULL DEFAULT -1;
CREATE INDEX approvals_unsummed ON approvals (closed_at, opened_at, template) WHERE took < 0;
CREATE INDEX approval_tasks_unsummed ON approval_tasks (closed_at) WHERE took < 0 AND state = 'done' AND outcome IN ('approved', 'rejected', 'returned');

CREATE TABLE approval_sums (
    about    TEXT   NOT NULL,              -- ended: approvals by the day of opening; step, person: turns by the day on which they were taken
    days     BIGINT NOT NULL,              -- 1, or 16: so many days from day on, by UTC
    day      BIGINT NOT NULL,              -- since 1970
    template TEXT   NOT NULL,              -- empty: all
    name     TEXT   NOT NULL,              -- the state, the step, the account
    number   BIGINT NOT NULL,
    late     BIGINT NOT NULL,              -- of these, after their time
    spread   BYTEA  NOT NULL,              -- how long they took
    PRIMARY KEY (about, days, day, template, name)
) /*sqlite WITHOUT ROWID*/;
-- Whoever adds to sums holds this row.
CREATE TABLE approval_summing (
    one    BIGINT PRIMARY KEY,
    run_at BIGINT NOT NULL
);
INSERT INTO approval_summing (one, run_at) VALUES (1, 0);
