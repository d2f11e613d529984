-- +goose Up
-- Who asked for a challenge also answers it: it is of no use in another session, even of the same person.
ALTER TABLE passkey_challenges ADD COLUMN session BYTEA;
