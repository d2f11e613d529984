-- +goose Up
-- What happened under the rule of recalls and edits, by time: a trial of another value reads a span of it.
CREATE INDEX messages_recalled ON messages (recalled_at, conversation_id, seq) WHERE recalled_at > 0;
CREATE INDEX messages_edited ON messages (edited_at, conversation_id, seq) WHERE edited_at > 0;
CREATE INDEX message_edits_between ON message_edits (at, conversation_id, seq) WHERE version > 1;
