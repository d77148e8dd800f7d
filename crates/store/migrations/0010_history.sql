-- The whole history of orders: found at once, newest first, with what the user keeps beside them, and how far it is
-- fetched.

-- Answers and own edits are told apart by the desk's own numbers, which a clock that is put back does not upset.
ALTER TABLE desk ADD COLUMN last_turn INTEGER NOT NULL DEFAULT 0;

DROP INDEX orders_newest;
DROP INDEX orders_newest_of_account;
ALTER TABLE orders DROP COLUMN sorted_at;
ALTER TABLE orders ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;       -- of the newest answer that told it
ALTER TABLE orders ADD COLUMN first_turn INTEGER NOT NULL DEFAULT 0; -- of the oldest
-- Seconds and a tie-break: newest first is by place, and the rowid of order_index is a place.
ALTER TABLE orders ADD COLUMN place INTEGER;
-- What a list shows of the lines.
ALTER TABLE orders ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN picture TEXT;
ALTER TABLE orders ADD COLUMN line_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN pieces INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN after_sales INTEGER NOT NULL DEFAULT 0 CHECK (after_sales IN (0, 1));
-- Fetching it again: when it last changed, and when it wants to be looked at; NULL when nobody but its user looks.
ALTER TABLE orders ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN look_at INTEGER;

UPDATE orders SET turn = read_at, first_turn = first_read_at, changed_at = read_at, look_at = 0;
UPDATE desk SET last_turn = (SELECT coalesce(max(turn), 0) FROM orders);

CREATE UNIQUE INDEX orders_by_place ON orders (place);
CREATE UNIQUE INDEX orders_of_account ON orders (account_id, place);
CREATE INDEX orders_by_total ON orders (total_fen, place);
CREATE INDEX orders_to_look_at ON orders (account_id, platform, look_at) WHERE look_at IS NOT NULL;
-- Its columns are those of order_counts now.
DROP INDEX orders_by_stage;

ALTER TABLE order_lines ADD COLUMN first_turn INTEGER NOT NULL DEFAULT 0;
UPDATE order_lines SET first_turn = (SELECT first_turn FROM orders WHERE orders.order_key = order_lines.order_key);

ALTER TABLE order_answers ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
UPDATE order_answers SET turn = read_at;

DROP TRIGGER order_changes_are_never_rewritten;
ALTER TABLE order_changes ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
UPDATE order_changes SET turn = seen_at;
DROP INDEX order_changes_of;
CREATE INDEX order_changes_of ON order_changes (order_key, turn);
CREATE TRIGGER order_changes_are_never_rewritten BEFORE UPDATE ON order_changes
BEGIN SELECT RAISE(ABORT, 'order_changes is append-only'); END;

-- What the last few thousand answers told, so that one that comes late finds its place in the history.
CREATE TABLE recent_reads (
    read_key   INTEGER PRIMARY KEY AUTOINCREMENT,
    order_key  INTEGER NOT NULL REFERENCES orders (order_key),
    turn       INTEGER NOT NULL,
    told       TEXT    NOT NULL, -- JSON
    read_at    INTEGER NOT NULL,
    source     TEXT    NOT NULL,
    request_id TEXT,
    UNIQUE (order_key, turn)
) STRICT;

CREATE TABLE order_counts (
    account_id TEXT    NOT NULL,
    platform   TEXT    NOT NULL,
    stage      TEXT    NOT NULL,
    orders     INTEGER NOT NULL,
    PRIMARY KEY (account_id, platform, stage)
) STRICT, WITHOUT ROWID;

INSERT INTO order_counts SELECT account_id, platform, stage, count(*) FROM orders GROUP BY 1, 2, 3;

CREATE TRIGGER orders_are_counted AFTER INSERT ON orders BEGIN
    INSERT INTO order_counts VALUES (new.account_id, new.platform, new.stage, 1)
    ON CONFLICT DO UPDATE SET orders = orders + 1;
END;

CREATE TRIGGER orders_are_counted_anew AFTER UPDATE OF stage ON orders WHEN old.stage <> new.stage BEGIN
    UPDATE order_counts SET orders = orders - 1
    WHERE account_id = old.account_id AND platform = old.platform AND stage = old.stage;
    INSERT INTO order_counts VALUES (new.account_id, new.platform, new.stage, 1)
    ON CONFLICT DO UPDATE SET orders = orders + 1;
END;

-- What orders are found by, split and folded by this crate; the ascii tokenizer only cuts at blanks then, so nothing
-- depends on the Unicode tables of SQLite. The rowid is orders.place. `words`: single characters of scripts without
-- blanks, folded words of the rest. `numbers`: each four characters of a number, one after the other. `facets`: what is
-- filtered by, so that conditions and words are met in one go.
DROP TABLE order_words;
DROP TABLE order_numbers;
CREATE VIRTUAL TABLE order_index USING fts5 (
    words, numbers, facets, content = '', contentless_delete = 1, tokenize = 'ascii'
);

-- By which rules the columns above were last made from what is kept: older ones are made anew when the file is opened.
CREATE TABLE order_index_rules (
    one   INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    rules INTEGER NOT NULL
) STRICT;
INSERT INTO order_index_rules VALUES (1, 0);

-- What the user keeps beside orders. It stands by their names, so it stays whatever becomes of what was fetched.
CREATE TABLE order_own (
    account_id TEXT    NOT NULL REFERENCES accounts (account_id),
    order_id   TEXT    NOT NULL,
    note       TEXT,
    client     TEXT,
    tags       TEXT    NOT NULL, -- JSON
    edited_at  INTEGER NOT NULL,
    PRIMARY KEY (account_id, order_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_files (
    account_id TEXT    NOT NULL REFERENCES accounts (account_id),
    order_id   TEXT    NOT NULL,
    sha256     TEXT    NOT NULL, -- the bytes are a file named by it
    file_name  TEXT    NOT NULL,
    media_type TEXT    NOT NULL,
    bytes      INTEGER NOT NULL,
    kept_at    INTEGER NOT NULL,
    PRIMARY KEY (account_id, order_id, sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_filters (
    name     TEXT    NOT NULL PRIMARY KEY,
    filter   TEXT    NOT NULL, -- as it is typed
    saved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How far a history is fetched. `what` leaves room for others than orders.
CREATE TABLE fills (
    account_id TEXT    NOT NULL REFERENCES accounts (account_id),
    platform   TEXT    NOT NULL,
    what       TEXT    NOT NULL,
    cursor     TEXT,             -- where to go on; the agent's own words
    rows_read  INTEGER NOT NULL,
    rows_total INTEGER,
    paused     INTEGER NOT NULL CHECK (paused IN (0, 1)),
    started_at INTEGER NOT NULL,
    filled_at  INTEGER,          -- NULL: not back to the first one yet
    PRIMARY KEY (account_id, platform, what)
) STRICT, WITHOUT ROWID;

-- Rows of pages that could not be read, as they came.
CREATE TABLE broken_rows (
    account_id TEXT    NOT NULL REFERENCES accounts (account_id),
    platform   TEXT    NOT NULL,
    sha256     TEXT    NOT NULL,
    operation  TEXT    NOT NULL,
    number     TEXT,             -- what it seems to be about
    path       TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    raw        TEXT    NOT NULL,
    request_id TEXT,
    seen_at    INTEGER NOT NULL,
    PRIMARY KEY (account_id, platform, sha256)
) STRICT, WITHOUT ROWID;
