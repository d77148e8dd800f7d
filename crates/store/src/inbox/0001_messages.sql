-- Pushed messages as they came, and what was made of them. A file of its own: a push is acknowledged after one small
-- commit, whatever else the desk writes, and no restore of the desk's file loses a message.

CREATE TABLE messages (
    message_key      INTEGER PRIMARY KEY,
    callback_id      TEXT    NOT NULL UNIQUE,
    account_id       TEXT    NOT NULL,
    origin           TEXT    NOT NULL,
    authorization    TEXT,             -- the header as it came
    bytes            BLOB    NOT NULL,
    received_at      INTEGER NOT NULL, -- when it first came
    last_received_at INTEGER NOT NULL,
    times            INTEGER NOT NULL DEFAULT 1,
    state            TEXT    NOT NULL DEFAULT 'waiting',
    reason           TEXT,
    said             TEXT,
    signature        TEXT    NOT NULL DEFAULT 'notChecked',
    -- From here on: what reading it told; all of it is told anew when it is looked at again.
    read_at          INTEGER,
    identity         TEXT,             -- what its repeats have in common with it
    kind             TEXT,
    message_type     TEXT,
    platform         TEXT,
    order_names      TEXT,             -- JSON of the agent: every name of an order in it
    order_name       TEXT,
    facts            TEXT,             -- JSON
    said_at          INTEGER,
    -- What fetching its order told.
    tries            INTEGER NOT NULL DEFAULT 0,
    tried_at         INTEGER,
    order_id         TEXT,
    confirmed_at     INTEGER,
    request_id       TEXT
) STRICT;

CREATE UNIQUE INDEX messages_by_identity ON messages (account_id, identity) WHERE identity IS NOT NULL;
CREATE INDEX messages_newest ON messages (received_at, callback_id);
CREATE INDEX messages_of_order ON messages (account_id, order_id, received_at) WHERE order_id IS NOT NULL;
CREATE INDEX messages_by_call ON messages (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX messages_by_state ON messages (state, message_key);

-- Where messages come in: JSON of the agent.
CREATE TABLE receiver (
    one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    settings TEXT    NOT NULL
) STRICT;

CREATE TABLE doors (
    account_id TEXT NOT NULL PRIMARY KEY,
    settings   TEXT NOT NULL -- JSON of the agent; the path that only PandaPon knows is in it
) STRICT, WITHOUT ROWID;
