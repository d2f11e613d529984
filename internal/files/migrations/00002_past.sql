-- +goose Up
-- What a file was uploaded for; empty where that is no longer known. What was sent and is not in its
-- owner's library came for a message.
ALTER TABLE files ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
UPDATE files SET purpose = 'message' WHERE media <> 'voice' AND state = 'ready'
    AND EXISTS (SELECT 1 FROM file_holds h WHERE h.file_id = files.id AND h.kind = 'message')
    AND NOT EXISTS (SELECT 1 FROM library_entries l WHERE l.file_id = files.id);

-- What happened under the rule of sizes, by time: a trial of another value reads a span of it.
CREATE INDEX files_for_messages ON files (created_at, id) WHERE purpose = 'message';
