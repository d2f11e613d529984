-- +goose Up
-- Whose data an act was about, where that is not the object itself.
ALTER TABLE audit ADD COLUMN subject BYTEA;
CREATE INDEX audit_subject ON audit (subject, pos) WHERE subject IS NOT NULL;
CREATE INDEX audit_action ON audit (action, pos);

-- The log's one row: how far rows have their numbers, and which node gives them.
CREATE TABLE audit_log (
    one    SMALLINT NOT NULL PRIMARY KEY CHECK (one = 1),
    origin TEXT     NOT NULL, -- the log's name, for ever
    size   BIGINT   NOT NULL, -- records that have a number
    floor  BIGINT   NOT NULL, -- each row of audit up to this pos has its number
    holder BYTEA              -- the node that gives numbers
);

-- Which row stands behind a number.
CREATE TABLE audit_leaves (
    n    /*sqlite INTEGER*/ /*postgres BIGINT*/ NOT NULL PRIMARY KEY,
    kind SMALLINT NOT NULL, -- 1 act, 2 messages, 3 key
    pos  BIGINT   UNIQUE    -- of audit; NULL for the other kinds
);

-- Messages enter the log many at a time; the record of a span stands for them.
CREATE TABLE audit_spans (
    n               BIGINT NOT NULL PRIMARY KEY,
    at              BIGINT NOT NULL,
    conversation_id BYTEA  NOT NULL,
    from_seq        BIGINT NOT NULL,
    to_seq          BIGINT NOT NULL,
    root            BYTEA  NOT NULL -- RFC 6962 tree hash over the rows' hashes
);
CREATE UNIQUE INDEX audit_spans_once ON audit_spans (conversation_id, to_seq);

-- The keys that sign; old ones stay, so that what they have signed can be verified.
CREATE TABLE audit_keys (
    id      BYTEA  NOT NULL PRIMARY KEY,
    made_at BIGINT NOT NULL,
    public  TEXT   NOT NULL,
    sealed  BYTEA  NOT NULL, -- the secret half, under the installation's file of keys
    n       BIGINT UNIQUE,   -- number of the record that names it; NULL before that
    at      BIGINT           -- of that record
);

-- The tree's hashes, 256 to a row; level 0 are the leaves.
CREATE TABLE audit_tiles (
    level  SMALLINT NOT NULL,
    idx    BIGINT   NOT NULL,
    hashes BYTEA    NOT NULL,
    PRIMARY KEY (level, idx)
) /*sqlite WITHOUT ROWID*/;

CREATE TABLE audit_checkpoints (
    size BIGINT NOT NULL PRIMARY KEY,
    at   BIGINT NOT NULL,
    note BYTEA  NOT NULL
);

-- +goose StatementBegin
/*sqlite CREATE TRIGGER audit_leaves_no_update BEFORE UPDATE ON audit_leaves BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;*/
/*postgres CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_leaves FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();*/
-- +goose StatementEnd
-- +goose StatementBegin
/*sqlite CREATE TRIGGER audit_leaves_no_delete BEFORE DELETE ON audit_leaves BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;*/
/*postgres CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_spans FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();*/
-- +goose StatementEnd
-- +goose StatementBegin
/*sqlite CREATE TRIGGER audit_spans_no_update BEFORE UPDATE ON audit_spans BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;*/
/*postgres CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();*/
-- +goose StatementEnd
-- +goose StatementBegin
/*sqlite CREATE TRIGGER audit_spans_no_delete BEFORE DELETE ON audit_spans BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;*/
/*postgres SELECT 1;*/
-- +goose StatementEnd
-- +goose StatementBegin
/*sqlite CREATE TRIGGER audit_checkpoints_no_update BEFORE UPDATE ON audit_checkpoints BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;*/
/*postgres SELECT 1;*/
-- +goose StatementEnd
-- +goose StatementBegin
/*sqlite CREATE TRIGGER audit_checkpoints_no_delete BEFORE DELETE ON audit_checkpoints BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;*/
/*postgres SELECT 1;*/
-- +goose StatementEnd
