-- +goose Up
-- What form the entries of a shelf were stored in; another one has to be made anew.
CREATE TABLE search_shelves (
    shelf   TEXT   NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
);

-- Numbers are never used twice: what a node remembers of a segment cannot be another one's.
CREATE TABLE search_segments (
    id            /*sqlite INTEGER PRIMARY KEY AUTOINCREMENT*/ /*postgres BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY*/,
    shelf         TEXT   NOT NULL,
    state         BIGINT NOT NULL,           -- 0 being written, 1 searched, 2 to be removed
    docs          BIGINT NOT NULL DEFAULT 0,
    size          BIGINT NOT NULL DEFAULT 0, -- bytes of its blocks
    first_at      BIGINT NOT NULL DEFAULT 0,
    last_at       BIGINT NOT NULL DEFAULT 0,
    until_at      BIGINT NOT NULL DEFAULT 0  -- being written or merged until then, or kept until then for who still reads it
);
CREATE INDEX search_segments_state ON search_segments (shelf, state, until_at);

-- The number of a block is that of its segment and its own in it.
CREATE TABLE search_blocks (
    id   /*sqlite INTEGER PRIMARY KEY*/ /*postgres BIGINT PRIMARY KEY*/,
    data BYTEA NOT NULL
);
/*postgres ALTER TABLE search_blocks ALTER COLUMN data SET STORAGE EXTERNAL;*/
