-- After-sales cases, what was said on them, the answers that told them, every change ever seen, and evidence.

CREATE TABLE cases (
    case_key         INTEGER PRIMARY KEY,
    account_id       TEXT    NOT NULL REFERENCES accounts (account_id),
    case_id          TEXT    NOT NULL,
    platform         TEXT    NOT NULL,
    order_id         TEXT,             -- NULL while this desk does not know the order
    order_name       TEXT,             -- the order as the case names it
    body             TEXT    NOT NULL, -- the case as the domain has it, JSON; what follows is what it is looked for by
    turn_rank        INTEGER NOT NULL, -- whose turn it is, in the order of a desk
    clock            INTEGER NOT NULL, -- sorts within a turn: the deadline, or how long ago it ended
    search           TEXT    NOT NULL, -- folded words and numbers
    spoke_last       TEXT,
    first_read_at    INTEGER NOT NULL,
    read_at          INTEGER NOT NULL,
    messages_read_at INTEGER,
    looked_at        INTEGER NOT NULL, -- when it was last asked for, told or not
    UNIQUE (account_id, case_id)
) STRICT;

CREATE INDEX cases_of_a_desk ON cases (turn_rank, clock, case_key);
CREATE INDEX cases_of_order ON cases (account_id, order_id);
CREATE INDEX cases_to_look_at ON cases (account_id, platform, looked_at) WHERE turn_rank < 3;

CREATE TABLE case_answers (
    case_key  INTEGER NOT NULL REFERENCES cases (case_key),
    operation TEXT    NOT NULL, -- the PandaPon operation that told it
    raw       TEXT    NOT NULL,
    read_at   INTEGER NOT NULL,
    PRIMARY KEY (case_key, operation)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_changes (
    change_key INTEGER PRIMARY KEY AUTOINCREMENT,
    case_key   INTEGER NOT NULL REFERENCES cases (case_key),
    field      TEXT    NOT NULL,
    old_value  TEXT,
    new_value  TEXT,
    seen_at    INTEGER NOT NULL,
    source     TEXT    NOT NULL,
    request_id TEXT
) STRICT;

CREATE INDEX case_changes_of ON case_changes (case_key, change_key);

CREATE TRIGGER case_changes_are_never_rewritten BEFORE UPDATE ON case_changes
BEGIN SELECT RAISE(ABORT, 'case_changes is append-only'); END;

CREATE TRIGGER case_changes_are_never_deleted BEFORE DELETE ON case_changes
BEGIN SELECT RAISE(ABORT, 'case_changes is append-only'); END;

-- What was said stays said, whatever a platform lists later.
CREATE TABLE case_messages (
    message_key INTEGER PRIMARY KEY AUTOINCREMENT,
    case_key    INTEGER NOT NULL REFERENCES cases (case_key),
    identity    TEXT    NOT NULL, -- no platform numbers its messages: time, speaker, words, and which of several alike
    said_at     INTEGER,
    speaker     TEXT    NOT NULL,
    nick        TEXT,
    words       TEXT    NOT NULL,
    pictures    TEXT    NOT NULL, -- JSON: picture keys
    seen_at     INTEGER NOT NULL,
    UNIQUE (case_key, identity)
) STRICT;

CREATE TRIGGER case_messages_are_never_rewritten BEFORE UPDATE ON case_messages
BEGIN SELECT RAISE(ABORT, 'case_messages is append-only'); END;

CREATE TRIGGER case_messages_are_never_deleted BEFORE DELETE ON case_messages
BEGIN SELECT RAISE(ABORT, 'case_messages is append-only'); END;

CREATE TABLE evidence (
    evidence_id TEXT    NOT NULL PRIMARY KEY,
    account_id  TEXT    NOT NULL REFERENCES accounts (account_id),
    order_id    TEXT    NOT NULL,
    case_id     TEXT,             -- NULL until it was sent with one
    file_name   TEXT    NOT NULL,
    media_type  TEXT    NOT NULL,
    bytes       INTEGER NOT NULL, -- size; the bytes are a file named by their hash
    sha256      TEXT    NOT NULL,
    kept_at     INTEGER NOT NULL,
    link        TEXT              -- where the platform put it
) STRICT;

CREATE INDEX evidence_of_order ON evidence (account_id, order_id, kept_at);
CREATE INDEX evidence_of_case ON evidence (account_id, case_id) WHERE case_id IS NOT NULL;
CREATE INDEX evidence_by_hash ON evidence (sha256);
