-- +goose Up
-- What happened under the rule of recalls and edits, by time: a trial of another value reads a span of it.
-- The conditions are on other columns than the time: a planner that finds time > 0 beside a place to go on
-- from may take the former, and read every page from the beginning.
CREATE INDEX messages_recalled ON messages (recalled_at, conversation_id, seq) WHERE recalled_by IS NOT NULL;
CREATE INDEX messages_edited ON messages (edited_at, conversation_id, seq) WHERE edit_count > 0;
CREATE INDEX message_edits_between ON message_edits (at, conversation_id, seq) WHERE version > 1;
