-- +goose Up
CREATE TABLE regulations (
    id         BYTEA  PRIMARY KEY,
    title      TEXT   NOT NULL,           -- of its newest version
    built_in   TEXT   UNIQUE,             -- key of a regulation that the product brings; NULL: the company's own
    created_at BIGINT NOT NULL,
    created_by BYTEA,                     -- NULL for the command line
    changed_at BIGINT NOT NULL            -- also what writers of one regulation wait for each other at
);

CREATE TABLE regulation_versions (
    regulation_id BYTEA   NOT NULL,
    number        BIGINT  NOT NULL,       -- from 1
    title         TEXT    NOT NULL,
    preamble      TEXT    NOT NULL,
    created_at    BIGINT  NOT NULL,
    created_by    BYTEA,
    revision      BIGINT  NOT NULL,       -- rises with each change of the draft
    chapters      BIGINT  NOT NULL,
    sections      BIGINT  NOT NULL,
    articles      BIGINT  NOT NULL,
    clauses       BIGINT  NOT NULL,
    import_id     BYTEA,                  -- where its text came from
    open_doubts   BIGINT  NOT NULL,       -- of that import, left for people to look at
    published_at  BIGINT,                 -- NULL: a draft
    published_by  BYTEA,
    effective_at  BIGINT,
    reason        TEXT    NOT NULL DEFAULT '',
    announced_at  BIGINT,                 -- when its coming into force was told; NULL: not yet
    PRIMARY KEY (regulation_id, number)
);
CREATE INDEX regulation_versions_due ON regulation_versions (effective_at) WHERE announced_at IS NULL;

CREATE TABLE regulation_nodes (
    regulation_id BYTEA  NOT NULL,
    version       BIGINT NOT NULL,
    pos           BIGINT NOT NULL,        -- in reading order, from 0
    depth         BIGINT NOT NULL,        -- 0 for the outermost
    node_id       BYTEA  NOT NULL,        -- the same in all versions for what is recognisably the same
    kind          TEXT   NOT NULL,
    number        TEXT   NOT NULL,        -- as written
    title         TEXT   NOT NULL,
    text          TEXT   NOT NULL,
    PRIMARY KEY (regulation_id, version, pos)
);
CREATE UNIQUE INDEX regulation_nodes_id ON regulation_nodes (regulation_id, node_id, version);

CREATE TABLE regulation_links (
    id            BYTEA  PRIMARY KEY,
    regulation_id BYTEA  NOT NULL,
    node_id       BYTEA  NOT NULL,
    rule_id       TEXT   NOT NULL,
    from_at       BIGINT NOT NULL,
    from_by       BYTEA,
    until_at      BIGINT,                 -- NULL: it holds
    until_by      BYTEA
);
CREATE UNIQUE INDEX regulation_links_now ON regulation_links (regulation_id, node_id, rule_id) WHERE until_at IS NULL;
CREATE INDEX regulation_links_rule ON regulation_links (rule_id);

CREATE TABLE regulation_imports (
    id            BYTEA  PRIMARY KEY,
    file_name     TEXT   NOT NULL,
    source        BYTEA  NOT NULL,        -- the text in UTF-8
    settled       BYTEA  NOT NULL,        -- JSON: doubt → how it was settled
    left_open     BYTEA  NOT NULL,        -- JSON: ids of the doubts that went along with the draft
    created_at    BIGINT NOT NULL,
    created_by    BYTEA,
    applied_at    BIGINT,                 -- NULL: not a draft yet
    regulation_id BYTEA,
    version       BIGINT
);
