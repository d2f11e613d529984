-- +goose Up
-- shown_rev rises with everything that changes how messages which are there already look to all members;
-- new ones raise last_seq. The two name a state of the log, by which what was made of it is kept. The
-- database raises it, not the program: servers of an older version, too, change messages while a newer
-- one runs beside them.
ALTER TABLE conversations ADD COLUMN shown_rev BIGINT NOT NULL DEFAULT 0;

-- +goose StatementBegin
/*postgres CREATE FUNCTION raise_shown_rev() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE conversations SET shown_rev = shown_rev + 1 WHERE id = COALESCE(NEW.conversation_id, OLD.conversation_id);
    RETURN NULL;
END $$;*/
/*sqlite CREATE TRIGGER messages_gone AFTER DELETE ON messages BEGIN
    UPDATE conversations SET shown_rev = shown_rev + 1 WHERE id = OLD.conversation_id;
END;*/
-- +goose StatementEnd

-- +goose StatementBegin
/*postgres CREATE TRIGGER messages_shown AFTER UPDATE OR DELETE ON messages FOR EACH ROW EXECUTE FUNCTION raise_shown_rev();*/
/*sqlite CREATE TRIGGER messages_shown AFTER UPDATE ON messages BEGIN
    UPDATE conversations SET shown_rev = shown_rev + 1 WHERE id = NEW.conversation_id;
END;*/
-- +goose StatementEnd

-- +goose StatementBegin
/*postgres CREATE TRIGGER threads_shown AFTER UPDATE ON threads FOR EACH ROW EXECUTE FUNCTION raise_shown_rev();*/
/*sqlite CREATE TRIGGER threads_shown AFTER UPDATE ON threads BEGIN
    UPDATE conversations SET shown_rev = shown_rev + 1 WHERE id = NEW.conversation_id;
END;*/
-- +goose StatementEnd
