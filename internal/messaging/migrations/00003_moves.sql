-- +goose Up
-- Who has come or gone after an epoch: a roster of many is kept in memory and brought up to date by it.
-- Those who were there from the beginning, in most conversations everybody, are left out.
CREATE INDEX members_joined ON members (conversation_id, joined_epoch) WHERE joined_epoch > 1;
CREATE INDEX members_left ON members (conversation_id, left_epoch) WHERE left_epoch > 0;
