-- The outbox: what the user decided, committed before a socket opens, and every step since.

CREATE TABLE operations (
    operation_id TEXT    NOT NULL PRIMARY KEY,
    account_id   TEXT    NOT NULL REFERENCES accounts (account_id),
    kind         TEXT    NOT NULL,
    platform     TEXT,
    subject      TEXT    NOT NULL,
    pieces       INTEGER,
    amount_fen   INTEGER,
    fingerprint  TEXT    NOT NULL, -- the same intent has the same text
    request_line TEXT    NOT NULL,
    request      TEXT    NOT NULL, -- JSON, without any secret
    state        TEXT    NOT NULL,
    written_at   INTEGER NOT NULL
) STRICT;

-- The same intent cannot be under way twice.
CREATE UNIQUE INDEX operations_under_way ON operations (account_id, fingerprint)
    WHERE state IN ('ready', 'sending', 'unknown');

CREATE INDEX operations_by_state ON operations (state, written_at);

CREATE TRIGGER operations_are_never_deleted BEFORE DELETE ON operations
BEGIN SELECT RAISE(ABORT, 'operations are kept for ever'); END;

CREATE TRIGGER operations_keep_their_intent
BEFORE UPDATE OF operation_id, account_id, kind, platform, subject, pieces, amount_fen, fingerprint, request_line,
    request, written_at ON operations
BEGIN SELECT RAISE(ABORT, 'only the state of an operation moves'); END;

CREATE TABLE operation_orders (
    operation_id TEXT    NOT NULL REFERENCES operations (operation_id),
    order_id     TEXT    NOT NULL,
    position     INTEGER NOT NULL,
    PRIMARY KEY (operation_id, order_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX operation_orders_of ON operation_orders (order_id);

CREATE TABLE operation_steps (
    step_key     INTEGER PRIMARY KEY AUTOINCREMENT,
    operation_id TEXT    NOT NULL REFERENCES operations (operation_id),
    state        TEXT    NOT NULL,
    at           INTEGER NOT NULL,
    code         TEXT,
    said         TEXT,
    request_id   TEXT,
    answer       TEXT
) STRICT;

CREATE INDEX operation_steps_of ON operation_steps (operation_id);

CREATE TRIGGER operation_steps_are_never_rewritten BEFORE UPDATE ON operation_steps
BEGIN SELECT RAISE(ABORT, 'operation_steps is append-only'); END;

CREATE TRIGGER operation_steps_are_never_deleted BEFORE DELETE ON operation_steps
BEGIN SELECT RAISE(ABORT, 'operation_steps is append-only'); END;
