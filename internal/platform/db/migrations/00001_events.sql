-- +goose Up
CREATE TABLE events (
    pos  /*sqlite INTEGER PRIMARY KEY AUTOINCREMENT*/ /*postgres BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY*/,
    /*postgres xid BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),*/
    kind TEXT   NOT NULL,
    at   BIGINT NOT NULL,
    body BYTEA  NOT NULL
);
CREATE INDEX events_order ON events (/*postgres xid,*/ pos);
CREATE INDEX events_at ON events (at);
