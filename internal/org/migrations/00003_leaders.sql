-- +goose Up
-- The leader in charge of a department and of those below it, until one of them has another.
ALTER TABLE departments ADD COLUMN leader BYTEA;
