-- +goose Up
-- Reactions are seen by all members: see shown_rev of conversations. A new emoji is counted after it was
-- put there, so changes are enough. Receipts are read with the reader's own answer each time.

-- +goose StatementBegin
/*postgres CREATE TRIGGER reactions_shown AFTER UPDATE ON reaction_kinds FOR EACH ROW EXECUTE FUNCTION raise_shown_rev();*/
/*sqlite CREATE TRIGGER reactions_shown AFTER UPDATE ON reaction_kinds BEGIN
    UPDATE conversations SET shown_rev = shown_rev + 1 WHERE id = NEW.conversation_id;
END;*/
-- +goose StatementEnd
