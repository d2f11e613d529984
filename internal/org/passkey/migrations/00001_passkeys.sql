-- +goose Up
-- Public keys with which people confirm. A removed one stays: what it has signed can be verified for ever.
CREATE TABLE passkeys (
    id            BYTEA   PRIMARY KEY,
    account       BYTEA   NOT NULL,
    name          TEXT    NOT NULL,           -- what its owner calls it
    credential_id BYTEA   NOT NULL UNIQUE,    -- the authenticator's
    public_key    BYTEA   NOT NULL,           -- COSE
    enrolment     BYTEA   NOT NULL UNIQUE,    -- SHA-256 of the enrolment, which stands in signed records and in the audit log
    rp_id         TEXT    NOT NULL,           -- the host at which it works
    transports    TEXT    NOT NULL,           -- JSON: how browsers reach it
    synced        BOOLEAN NOT NULL,           -- it may be copied to other devices of its owner
    counter       BIGINT  NOT NULL,           -- of the authenticator; 0: it does not count
    made_at       BIGINT  NOT NULL,
    used_at       BIGINT  NOT NULL DEFAULT 0,
    stopped_at    BIGINT  NOT NULL DEFAULT 0, -- its counter went back: somebody may have copied it
    removed_at    BIGINT  NOT NULL DEFAULT 0
);
CREATE INDEX passkeys_account ON passkeys (account, made_at) WHERE removed_at = 0;

-- What authenticators were asked to sign, each once.
CREATE TABLE passkey_challenges (
    account    BYTEA  NOT NULL,
    challenge  BYTEA  NOT NULL,
    kind       TEXT   NOT NULL,               -- enrol, confirm
    rp_id      TEXT   NOT NULL,
    origin     TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (account, challenge)
);
CREATE INDEX passkey_challenges_expired ON passkey_challenges (expires_at);
