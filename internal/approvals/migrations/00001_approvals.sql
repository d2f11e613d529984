-- +goose Up
-- Zero stands for "not yet" in instants.

-- What people may apply for: the newest version, and whether it is offered.
CREATE TABLE approval_templates (
    key        TEXT    PRIMARY KEY,
    version    BIGINT  NOT NULL,           -- the newest
    enabled    BOOLEAN NOT NULL,
    built_in   BOOLEAN NOT NULL,           -- came with the program; newer ones of it replace it until somebody changes it
    changed_at BIGINT  NOT NULL
);
-- Versions are never changed.
CREATE TABLE approval_template_versions (
    key        TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    definition TEXT   NOT NULL,            -- JSON, canonical
    hash       BYTEA  NOT NULL,            -- SHA-256 of it
    by_account BYTEA,                      -- NULL: came with the program
    at         BIGINT NOT NULL,
    PRIMARY KEY (key, version)
);

CREATE TABLE approvals (
    id           BYTEA  PRIMARY KEY,       -- the client's choice
    serial       TEXT   NOT NULL UNIQUE,
    template     TEXT   NOT NULL,
    version      BIGINT NOT NULL,          -- of the template
    applicant    BYTEA  NOT NULL,
    department   BYTEA,                    -- of the applicant when it was opened
    state        TEXT   NOT NULL,          -- running, returned, approved, rejected, withdrawn
    opened_at    BIGINT NOT NULL,
    changed_at   BIGINT NOT NULL,
    closed_at    BIGINT NOT NULL DEFAULT 0,
    took         BIGINT NOT NULL DEFAULT -1, -- working time in microseconds; -1: it runs, or is in no sum yet (see approval_sums)
    title        TEXT   NOT NULL,          -- in the applicant's words; empty: the template's name
    search       TEXT   NOT NULL,          -- folded words by which it is found
    form         TEXT   NOT NULL,          -- JSON: the values
    engine       TEXT   NOT NULL,          -- JSON: where it stands
    row_version  BIGINT NOT NULL,          -- rises with each change; a client names the one that it has seen
    acts         BIGINT NOT NULL,          -- how many there are
    effect       TEXT   NOT NULL,          -- name; empty: none
    effect_state TEXT   NOT NULL           -- none, pending, done, failed, closed
) /*postgres WITH (fillfactor = 80)*/;
CREATE INDEX approvals_applicant ON approvals (applicant, opened_at DESC, id DESC);
CREATE INDEX approvals_template ON approvals (template, opened_at DESC, id DESC);
CREATE INDEX approvals_department ON approvals (department, opened_at DESC, id DESC);
CREATE INDEX approvals_opened ON approvals (opened_at DESC, id DESC);
CREATE INDEX approvals_unsummed ON approvals (closed_at, opened_at, template, took) WHERE took < 0;

-- Who was asked, and what they said. Lists are read from here, by person.
CREATE TABLE approval_tasks (
    id         BYTEA  PRIMARY KEY,
    approval   BYTEA  NOT NULL,
    template   TEXT   NOT NULL,
    person     BYTEA  NOT NULL,
    for_person BYTEA,                      -- whose turn it is, where person acts for somebody
    step       TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    round      BIGINT NOT NULL,
    state      TEXT   NOT NULL,            -- waiting, open, done, skipped, handed_over
    opened_at  BIGINT NOT NULL,
    due_at     BIGINT NOT NULL DEFAULT 0,  -- 0: no limit
    warned_at  BIGINT NOT NULL DEFAULT 0,  -- when something was done about the limit that has passed
    seen_at    BIGINT NOT NULL DEFAULT 0,  -- when the person first read it
    closed_at  BIGINT NOT NULL DEFAULT 0,
    took       BIGINT NOT NULL DEFAULT -1, -- as that of an approval
    listed_at  BIGINT NOT NULL DEFAULT 0,  -- the person's newest decision about the approval: one row of "decided"
    outcome    TEXT   NOT NULL DEFAULT ''
) /*postgres WITH (fillfactor = 80)*/;
CREATE INDEX approval_tasks_approval ON approval_tasks (approval, person);
CREATE INDEX approval_tasks_waiting ON approval_tasks (person, opened_at DESC, id DESC) WHERE state = 'open';
CREATE INDEX approval_tasks_decided ON approval_tasks (person, listed_at DESC, id DESC) WHERE listed_at > 0;
CREATE INDEX approval_tasks_due ON approval_tasks (warned_at, due_at, id) WHERE state = 'open' AND due_at > 0;
CREATE INDEX approval_tasks_closed ON approval_tasks (template, closed_at) WHERE closed_at > 0;
CREATE INDEX approval_tasks_unsummed ON approval_tasks (closed_at) WHERE took < 0 AND state = 'done' AND outcome IN ('approved', 'rejected', 'returned');

-- What was done, in order; never changed. Decisions are signed records.
CREATE TABLE approval_acts (
    approval   BYTEA  NOT NULL,
    n          BIGINT NOT NULL,            -- 1 is the application
    id         BYTEA  NOT NULL UNIQUE,
    at         BIGINT NOT NULL,
    kind       TEXT   NOT NULL,
    person     BYTEA,                      -- NULL: the house itself
    for_person BYTEA,
    people     TEXT   NOT NULL DEFAULT '[]', -- JSON: ids of those it was handed to or who were told
    step       TEXT   NOT NULL DEFAULT '',
    task       BYTEA,
    words      TEXT   NOT NULL DEFAULT '',
    level      TEXT   NOT NULL DEFAULT '', -- how a decision was confirmed: password, passkey
    content    TEXT   NOT NULL DEFAULT '', -- JSON: the values from here on, where it changed them
    stroke     BYTEA,                      -- the file of a signature by hand
    entry      BYTEA,                      -- the signed record; NULL: it is no link of the chain
    PRIMARY KEY (approval, n)
) /*sqlite WITHOUT ROWID*/;
CREATE INDEX approval_acts_person ON approval_acts (person, at);

CREATE TABLE approval_copies (
    person   BYTEA  NOT NULL,
    approval BYTEA  NOT NULL,
    at       BIGINT NOT NULL,
    by_whom  BYTEA,                        -- NULL: a step of the route
    read_at  BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (person, approval)
) /*sqlite WITHOUT ROWID*/;
CREATE INDEX approval_copies_list ON approval_copies (person, at DESC, approval DESC);
CREATE INDEX approval_copies_unread ON approval_copies (person) WHERE read_at = 0;
CREATE INDEX approval_copies_approval ON approval_copies (approval);

-- What an approval does once it is approved. The row is written by the transaction that decides.
CREATE TABLE approval_effects (
    approval    BYTEA  PRIMARY KEY,
    effect      TEXT   NOT NULL,
    state       TEXT   NOT NULL,           -- pending, done, failed, closed
    made_at     BIGINT NOT NULL,
    tries       BIGINT NOT NULL DEFAULT 0,
    next_at     BIGINT NOT NULL,           -- not before
    leased_by   BYTEA,
    leased_to   BIGINT NOT NULL DEFAULT 0,
    error       TEXT   NOT NULL DEFAULT '', -- code of the newest failure
    object      TEXT   NOT NULL DEFAULT '', -- what it made
    settled_at  BIGINT NOT NULL DEFAULT 0,
    settled_by  BYTEA                      -- who closed it; NULL: the house
);
CREATE INDEX approval_effects_next ON approval_effects (next_at) WHERE state = 'pending';
CREATE INDEX approval_effects_unsettled ON approval_effects (made_at DESC, approval) WHERE state <> 'done';

CREATE TABLE approval_drafts (
    account    BYTEA  NOT NULL,
    id         BYTEA  NOT NULL,            -- the client's choice
    template   TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    body       TEXT   NOT NULL,            -- JSON: values, chosen, cc
    made_at    BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (account, id)
);
CREATE INDEX approval_drafts_account ON approval_drafts (account, changed_at DESC);

-- What somebody says most often of decisions.
CREATE TABLE approval_phrases (
    account    BYTEA  PRIMARY KEY,
    body       TEXT   NOT NULL,            -- JSON: approve, reject
    changed_at BIGINT NOT NULL
);

-- The last number of each prefix in each period.
CREATE TABLE approval_serials (
    prefix TEXT   NOT NULL,
    period TEXT   NOT NULL,
    last   BIGINT NOT NULL,
    PRIMARY KEY (prefix, period)
);

CREATE TABLE delegations (
    id         BYTEA  PRIMARY KEY,
    principal  BYTEA  NOT NULL,            -- whose turns they are
    delegate   BYTEA  NOT NULL,
    from_at    BIGINT NOT NULL,
    until_at   BIGINT NOT NULL,            -- the first instant at which it no longer holds
    templates  TEXT   NOT NULL,            -- JSON: keys; empty: all
    reason     TEXT   NOT NULL,
    made_at    BIGINT NOT NULL,
    approval   BYTEA,                      -- that it followed from
    ended_at   BIGINT NOT NULL DEFAULT 0,  -- taken back
    started_at BIGINT NOT NULL DEFAULT 0,  -- when the turns that were open were handed to the delegate too
    over_at    BIGINT NOT NULL DEFAULT 0   -- when those that the delegate still had were taken back
);
CREATE INDEX delegations_principal ON delegations (principal, until_at);
CREATE INDEX delegations_delegate ON delegations (delegate, until_at);
CREATE INDEX delegations_start ON delegations (from_at) WHERE started_at = 0 AND ended_at = 0;
CREATE INDEX delegations_over ON delegations (until_at) WHERE over_at = 0;

-- A password confirms decisions of its session for a while.
CREATE TABLE approval_grants (
    session  BYTEA  PRIMARY KEY,
    account  BYTEA  NOT NULL,
    until_at BIGINT NOT NULL
);
-- What a passkey was asked to sign.
CREATE TABLE approval_challenges (
    id        BYTEA  PRIMARY KEY,
    account   BYTEA  NOT NULL,
    session   BYTEA  NOT NULL,
    approval  BYTEA  NOT NULL,
    record    BYTEA  NOT NULL,             -- canonical JSON, without the passkey's part
    until_at  BIGINT NOT NULL
);
CREATE INDEX approval_challenges_until ON approval_challenges (until_at);

-- Statistics of a long span are read from sums. What has ended is added to them once, a while later, and not by
-- the transaction that decides. Until then its row says so, and statistics read it itself.
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
