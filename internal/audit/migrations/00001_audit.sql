-- +goose Up
CREATE TABLE audit (
    pos        /*sqlite INTEGER PRIMARY KEY AUTOINCREMENT*/ /*postgres BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY*/,
    /*postgres xid BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),*/
    id         BYTEA  NOT NULL UNIQUE,
    at         BIGINT NOT NULL,
    actor      BYTEA,           -- account; NULL for the system itself and for people unknown
    session    BYTEA,
    action     TEXT   NOT NULL,
    object     TEXT   NOT NULL,
    object_id  BYTEA,
    facts      BYTEA  NOT NULL, -- JSON: ids, counts, codes
    ip         TEXT   NOT NULL,
    request_id TEXT   NOT NULL
);
CREATE INDEX audit_actor ON audit (actor, pos);
CREATE INDEX audit_object ON audit (object_id, pos);

-- +goose StatementBegin
/*sqlite CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;*/
/*postgres CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit is append-only'; END $$;*/
-- +goose StatementEnd
-- +goose StatementBegin
/*sqlite CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;*/
/*postgres CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();*/
-- +goose StatementEnd
