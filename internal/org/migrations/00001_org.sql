-- +goose Up
CREATE TABLE accounts (
    id         BYTEA   PRIMARY KEY,
    number     TEXT    NOT NULL,          -- as the company writes it
    number_key TEXT    NOT NULL UNIQUE,   -- canonical form, by which people log in
    name       TEXT    NOT NULL,
    department BYTEA,
    post       TEXT    NOT NULL DEFAULT '',
    grade      TEXT    NOT NULL DEFAULT '',
    mobile     TEXT    NOT NULL DEFAULT '',
    email      TEXT    NOT NULL DEFAULT '',
    superior   BYTEA,                     -- an account
    joined_on  TEXT    NOT NULL DEFAULT '',
    status     TEXT    NOT NULL,          -- active, frozen, left
    managed    BOOLEAN NOT NULL,          -- came by an import, which may also make the person leave
    roles      TEXT    NOT NULL DEFAULT '',
    epoch      BIGINT  NOT NULL DEFAULT 1, -- rises when rights end
    created_by BYTEA,                     -- the import
    created_at BIGINT  NOT NULL,
    changed_at BIGINT  NOT NULL
);
CREATE INDEX accounts_created_by ON accounts (created_by);
CREATE INDEX accounts_roles ON accounts (roles) WHERE roles <> '';

CREATE TABLE departments (
    id         BYTEA  PRIMARY KEY,
    parent     BYTEA,
    name       TEXT   NOT NULL,
    position   BIGINT NOT NULL,
    head       BYTEA,
    created_at BIGINT NOT NULL
);
CREATE TABLE department_deputies (
    department BYTEA  NOT NULL,
    account    BYTEA  NOT NULL,
    position   BIGINT NOT NULL,
    PRIMARY KEY (department, account)
);
-- Departments beside the main one.
CREATE TABLE account_departments (
    account    BYTEA  NOT NULL,
    department BYTEA  NOT NULL,
    position   BIGINT NOT NULL,
    PRIMARY KEY (account, department)
);

CREATE TABLE passwords (
    account BYTEA   PRIMARY KEY,
    hash    TEXT    NOT NULL,
    initial BOOLEAN NOT NULL,             -- handed out, must be changed first
    set_at  BIGINT  NOT NULL
);
-- Chosen passwords that were replaced; the newest five are kept.
CREATE TABLE password_history (
    account     BYTEA  NOT NULL,
    replaced_at BIGINT NOT NULL,
    hash        TEXT   NOT NULL
);
CREATE INDEX password_history_account ON password_history (account, replaced_at);

CREATE TABLE sessions (
    id           BYTEA  PRIMARY KEY,
    account      BYTEA  NOT NULL,
    token_hash   BYTEA  NOT NULL UNIQUE,  -- SHA-256; the token itself is only with the client
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    ip           TEXT   NOT NULL,
    user_agent   TEXT   NOT NULL,
    ended_at     BIGINT NOT NULL DEFAULT 0, -- 0 while it lives
    ended_by     TEXT   NOT NULL DEFAULT '' -- why: logout, ended, password, reset, frozen, left
);
CREATE INDEX sessions_account ON sessions (account, ended_at);

-- Failed logins in a row, by number, by device and by network; here, so that a restart forgets none.
CREATE TABLE login_attempts (
    key          TEXT   PRIMARY KEY,
    failures     BIGINT NOT NULL,
    last_at      BIGINT NOT NULL,
    locked_until BIGINT NOT NULL
);
CREATE INDEX login_attempts_last ON login_attempts (last_at);
-- Devices from which an account logged in before: others' failures do not lock them out.
CREATE TABLE known_devices (
    token_hash BYTEA  NOT NULL,
    account    BYTEA  NOT NULL,
    seen_at    BIGINT NOT NULL,
    PRIMARY KEY (token_hash, account)
);

CREATE TABLE account_settings (
    account               BYTEA   PRIMARY KEY,
    language              TEXT    NOT NULL,
    theme                 TEXT    NOT NULL,
    zone                  TEXT    NOT NULL,
    enter_sends           BOOLEAN NOT NULL,
    desktop_notifications BOOLEAN NOT NULL
);

-- Presence set by hand; what connections tell is not stored.
CREATE TABLE account_presence (
    account  BYTEA  PRIMARY KEY,
    state    TEXT   NOT NULL,
    note     TEXT   NOT NULL,
    until_at BIGINT NOT NULL,             -- 0 for open end
    since_at BIGINT NOT NULL
);

-- What administrators did to accounts and why, in their words; the audit log names these rows.
CREATE TABLE account_acts (
    id      BYTEA  PRIMARY KEY,
    account BYTEA  NOT NULL,
    actor   BYTEA  NOT NULL,
    act     TEXT   NOT NULL,
    reason  TEXT   NOT NULL,
    at      BIGINT NOT NULL
);
CREATE INDEX account_acts_account ON account_acts (account, at);

CREATE TABLE company (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE TABLE setup_tokens (
    token_hash BYTEA  PRIMARY KEY,
    ends_at    BIGINT NOT NULL
);
