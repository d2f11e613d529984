-- +goose Up
-- The nodes that share this database. A node that has not been seen for some seconds is gone.
CREATE TABLE nodes (
    id         BYTEA    NOT NULL PRIMARY KEY,
    name       TEXT     NOT NULL,
    version    TEXT     NOT NULL,
    started_at BIGINT   NOT NULL,
    seen_at    BIGINT   NOT NULL, -- by the database's clock, the only one that all nodes share
    bus        SMALLINT NOT NULL  -- 1 while the node reaches the others by NATS
);

-- The oldest schema of each room that a program must know to run beside this database. Migrations that
-- take away what older programs use raise it; those that only add leave it alone.
CREATE TABLE schema_floor (
    room    TEXT   NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
);
