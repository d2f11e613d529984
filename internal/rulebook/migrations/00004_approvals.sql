-- +goose Up
-- Who decides on the proposal is found by an approval, which has its id.
ALTER TABLE rule_proposals ADD COLUMN by_approval BOOLEAN NOT NULL DEFAULT FALSE;
