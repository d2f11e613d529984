-- +goose Up
-- Zero stands for "none" in instants, sizes and lengths, so that comparisons need no special case.

CREATE TABLE files (
    id          BYTEA  NOT NULL PRIMARY KEY,
    owner_id    BYTEA  NOT NULL,
    name        TEXT   NOT NULL,
    name_key    TEXT   NOT NULL,           -- the name as searches compare it
    size        BIGINT NOT NULL,           -- of all bytes, in clear
    mime        TEXT   NOT NULL,           -- by content
    media       TEXT   NOT NULL,           -- image, audio, video, voice, document, archive, other
    sha256      BYTEA,                     -- NULL until every byte is there
    width       BIGINT NOT NULL DEFAULT 0,
    height      BIGINT NOT NULL DEFAULT 0,
    duration_ms BIGINT NOT NULL DEFAULT 0,
    previews    SMALLINT NOT NULL DEFAULT 0, -- whether the variants thumb and preview exist
    state       TEXT   NOT NULL,           -- uploading, ready, refused
    data_key    BYTEA  NOT NULL,           -- wrapped; without it the blobs are noise
    created_at  BIGINT NOT NULL,
    check_at    BIGINT NOT NULL DEFAULT 0  -- when to ask whether anything still holds it
) /*sqlite WITHOUT ROWID*/ /*postgres WITH (fillfactor = 80)*/;
CREATE INDEX files_check ON files (check_at) WHERE check_at > 0;

-- A file lies in parts, so that an upload goes on where it stopped and a range opens what it needs.
CREATE TABLE file_parts (
    file_id  BYTEA  NOT NULL,
    variant  TEXT   NOT NULL,              -- original, preview, thumb
    pos      BIGINT NOT NULL,              -- where in the variant it begins
    no       BIGINT NOT NULL,              -- bound into the encryption
    size     BIGINT NOT NULL,              -- in clear
    blob_key TEXT   NOT NULL,
    PRIMARY KEY (file_id, variant, pos)
) /*sqlite WITHOUT ROWID*/;

CREATE TABLE file_variants (
    file_id BYTEA  NOT NULL,
    variant TEXT   NOT NULL,
    size    BIGINT NOT NULL,
    mime    TEXT   NOT NULL,
    sha256  BYTEA  NOT NULL,
    PRIMARY KEY (file_id, variant)
) /*sqlite WITHOUT ROWID*/;

CREATE TABLE uploads (
    file_id      BYTEA  NOT NULL PRIMARY KEY,
    owner_id     BYTEA  NOT NULL,
    purpose      TEXT   NOT NULL,          -- message, voice, library
    length       BIGINT NOT NULL,
    received     BIGINT NOT NULL DEFAULT 0,
    parts        BIGINT NOT NULL DEFAULT 0,
    hash_state   BYTEA  NOT NULL,          -- of SHA-256, after the received bytes
    declared     TEXT   NOT NULL,          -- the type that the client named
    metadata     TEXT   NOT NULL,          -- all that the client said, to be given back to it
    expected     BYTEA,                    -- the hash that the client named
    attempts     BIGINT NOT NULL DEFAULT 0, -- how often the checks were begun
    refused_code TEXT   NOT NULL DEFAULT '',
    refused_with TEXT   NOT NULL DEFAULT '{}',
    done_at      BIGINT NOT NULL DEFAULT 0,
    expires_at   BIGINT NOT NULL
) /*sqlite WITHOUT ROWID*/ /*postgres WITH (fillfactor = 70)*/;
CREATE INDEX uploads_owner ON uploads (owner_id, done_at);
CREATE INDEX uploads_expire ON uploads (expires_at);

-- Where a file can be read, besides its owner's library.
CREATE TABLE file_holds (
    file_id   BYTEA  NOT NULL,
    kind      TEXT   NOT NULL,             -- message
    object_id BYTEA  NOT NULL,             -- the conversation
    seq       BIGINT NOT NULL,
    PRIMARY KEY (file_id, kind, object_id, seq)
) /*sqlite WITHOUT ROWID*/;
CREATE INDEX file_holds_place ON file_holds (object_id, seq);

CREATE TABLE library_entries (
    account_id BYTEA  NOT NULL,
    file_id    BYTEA  NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (account_id, file_id)
) /*sqlite WITHOUT ROWID*/;
CREATE INDEX library_newest ON library_entries (account_id, at, file_id);
CREATE INDEX library_file ON library_entries (file_id);

-- Blobs that no part names: about to be written and named, or condemned. What a process that ended
-- too early left behind stands here, so it can be found.
CREATE TABLE loose_blobs (
    blob_key  TEXT     NOT NULL PRIMARY KEY,
    at        BIGINT   NOT NULL,
    condemned SMALLINT NOT NULL DEFAULT 0
) /*sqlite WITHOUT ROWID*/;
CREATE INDEX loose_blobs_at ON loose_blobs (condemned, at);

-- The secret under which links are sealed, sealed itself like a part of a file: the database alone is
-- not enough to make a link.
CREATE TABLE file_link_keys (
    one     SMALLINT NOT NULL PRIMARY KEY, -- 1
    id      BYTEA    NOT NULL,             -- in place of a file
    wrapped BYTEA    NOT NULL,
    sealed  BYTEA    NOT NULL
) /*sqlite WITHOUT ROWID*/;
