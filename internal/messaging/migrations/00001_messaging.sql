-- +goose Up
-- Zero stands for "none" in instants, seqs and epochs, so that comparisons need no special case.

CREATE TABLE conversations (
    id              BYTEA  NOT NULL PRIMARY KEY,
    kind            TEXT   NOT NULL,           -- direct, group, self
    name            TEXT   NOT NULL,           -- of groups
    direct_key      BYTEA  UNIQUE,             -- both accounts, sorted; NULL for groups
    created_by      BYTEA  NOT NULL,
    created_at      BIGINT NOT NULL,
    last_seq        BIGINT NOT NULL DEFAULT 0,
    last_at         BIGINT NOT NULL,
    epoch           BIGINT NOT NULL DEFAULT 1, -- rises when members change
    member_count    BIGINT NOT NULL,
    mention_all_seq BIGINT NOT NULL DEFAULT 0,
    last_rev        BIGINT NOT NULL DEFAULT 0  -- of message_changes
) /*sqlite WITHOUT ROWID*/ /*postgres WITH (fillfactor = 70)*/;

-- A row stays when a member leaves and is used again when they return.
CREATE TABLE members (
    conversation_id BYTEA    NOT NULL,
    account_id      BYTEA    NOT NULL,
    role            TEXT     NOT NULL,           -- owner, admin, member
    from_seq        BIGINT   NOT NULL,           -- sees what lies beyond
    joined_seq      BIGINT   NOT NULL,           -- was sent what lies beyond
    joined_epoch    BIGINT   NOT NULL,
    joined_at       BIGINT   NOT NULL,
    left_epoch      BIGINT   NOT NULL DEFAULT 0, -- the first epoch without them
    left_at         BIGINT   NOT NULL DEFAULT 0,
    read_seq        BIGINT   NOT NULL DEFAULT 0,
    unread_from     BIGINT   NOT NULL DEFAULT 0, -- marked unread from here on
    mention_seq     BIGINT   NOT NULL DEFAULT 0,
    muted           SMALLINT NOT NULL DEFAULT 0,
    pinned_at       BIGINT   NOT NULL DEFAULT 0,
    own_marks       SMALLINT NOT NULL DEFAULT 0, -- whether to look for stars and the like of their own
    PRIMARY KEY (conversation_id, account_id)
) /*sqlite WITHOUT ROWID*/ /*postgres WITH (fillfactor = 70)*/;
CREATE INDEX members_account ON members (account_id, conversation_id, from_seq) WHERE left_epoch = 0;

-- Apart from members, whose rows every message touches.
CREATE TABLE drafts (
    account_id      BYTEA  NOT NULL,
    conversation_id BYTEA  NOT NULL,
    text            TEXT   NOT NULL,
    at              BIGINT NOT NULL,
    PRIMARY KEY (account_id, conversation_id)
) /*sqlite WITHOUT ROWID*/;

CREATE TABLE messages (
    conversation_id  BYTEA  NOT NULL,
    seq              BIGINT NOT NULL,
    sender_id        BYTEA,                     -- NULL for system lines
    client_id        BYTEA,
    at               BIGINT NOT NULL,
    epoch            BIGINT NOT NULL,
    kind             TEXT   NOT NULL,           -- text, system
    content          BYTEA  NOT NULL,
    key_id           BIGINT NOT NULL DEFAULT 0, -- under which content is encrypted; 0 = not
    edited_at        BIGINT NOT NULL DEFAULT 0,
    edit_count       BIGINT NOT NULL DEFAULT 0,
    recalled_at      BIGINT NOT NULL DEFAULT 0,
    recalled_by      BYTEA,
    corrects_seq     BIGINT NOT NULL DEFAULT 0,
    corrected_by_seq BIGINT NOT NULL DEFAULT 0,
    quotes_seq       BIGINT NOT NULL DEFAULT 0, -- the message that it answers
    thread_seq       BIGINT NOT NULL DEFAULT 0, -- the root of the thread that it belongs to
    receipt          SMALLINT NOT NULL DEFAULT 0, -- asked for: 0 none, 1 confirmation, 2 result
    marks            BIGINT NOT NULL DEFAULT 0, -- what else to look for: 1 reactions, 2 answers in its thread, 4 pinned
    salt             BYTEA  NOT NULL,           -- destroyed with the content, so that the hash tells nothing
    hash             BYTEA  NOT NULL,           -- SHA-256 of the row as it was sent
    PRIMARY KEY (conversation_id, seq)
) /*sqlite WITHOUT ROWID*/;
CREATE UNIQUE INDEX messages_once ON messages (sender_id, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX messages_thread ON messages (conversation_id, thread_seq, seq) WHERE thread_seq > 0;

-- What was answered in a thread, summed up; the answers themselves are in the one log.
CREATE TABLE threads (
    conversation_id BYTEA  NOT NULL,
    root_seq        BIGINT NOT NULL,
    reply_count     BIGINT NOT NULL,
    last_seq        BIGINT NOT NULL,
    last_at         BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, root_seq)
) /*sqlite WITHOUT ROWID*/ /*postgres WITH (fillfactor = 70)*/;

-- Which messages name a person, in the order in which they were sent.
CREATE TABLE mentions (
    account_id      BYTEA  NOT NULL,
    at              BIGINT NOT NULL, -- when the message was sent
    conversation_id BYTEA  NOT NULL,
    seq             BIGINT NOT NULL,
    PRIMARY KEY (account_id, at, conversation_id, seq)
) /*sqlite WITHOUT ROWID*/;

-- Which messages name everybody.
CREATE TABLE mention_alls (
    conversation_id BYTEA  NOT NULL,
    seq             BIGINT NOT NULL,
    at              BIGINT NOT NULL, -- when the message was sent
    PRIMARY KEY (conversation_id, seq)
) /*sqlite WITHOUT ROWID*/;

-- Which messages are no longer what they were when they were sent, in the order of the changes: what
-- follows from messages elsewhere (the search index) learns of it here, whatever was cut off.
CREATE TABLE message_changes (
    conversation_id BYTEA  NOT NULL,
    rev             BIGINT NOT NULL, -- without gaps, as seq
    seq             BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, rev)
) /*sqlite WITHOUT ROWID*/;

-- What an edited message said before; version 1 is what was sent.
CREATE TABLE message_edits (
    conversation_id BYTEA  NOT NULL,
    seq             BIGINT NOT NULL,
    version         BIGINT NOT NULL,
    content         BYTEA  NOT NULL,
    key_id          BIGINT NOT NULL DEFAULT 0,
    at              BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, seq, version)
) /*sqlite WITHOUT ROWID*/;

-- What for somebody read a recalled message, in their words; the audit log names these rows.
CREATE TABLE recalled_reads (
    id              BYTEA  NOT NULL PRIMARY KEY,
    conversation_id BYTEA  NOT NULL,
    seq             BIGINT NOT NULL,
    account_id      BYTEA  NOT NULL,
    purpose         TEXT   NOT NULL,
    at              BIGINT NOT NULL
);
