-- +goose Up
-- By how many microseconds a node's clock was ahead of the database's when it last looked.
ALTER TABLE nodes ADD COLUMN skew BIGINT NOT NULL DEFAULT 0;
