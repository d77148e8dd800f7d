-- Orders, their lines and parcels, the answers that told them, and every change ever seen.

CREATE TABLE orders (
    order_key         INTEGER PRIMARY KEY,
    account_id        TEXT    NOT NULL REFERENCES accounts (account_id),
    order_id          TEXT    NOT NULL,
    platform          TEXT    NOT NULL,
    platform_order_id TEXT    NOT NULL,
    purchase_order_id TEXT,
    outer_id          TEXT,
    status_raw        TEXT    NOT NULL,
    stage             TEXT    NOT NULL,
    seller_name       TEXT,
    goods_fen         INTEGER,
    freight_fen       INTEGER,
    discount_fen      INTEGER,
    total_fen         INTEGER,
    was_total_fen     INTEGER, -- before its last change
    placed_at         INTEGER,
    paid_at           INTEGER,
    pay_before        INTEGER,
    receiver          TEXT,
    closed_reason     TEXT,
    first_read_at     INTEGER NOT NULL,
    read_at           INTEGER NOT NULL,
    -- JSON: when each field was last told, for fields whose word is not as old as read_at.
    told_at           TEXT    NOT NULL,
    -- What lists are sorted by: an order whose date nobody told stands where it was first seen.
    sorted_at         INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(placed_at, first_read_at)) STORED,
    UNIQUE (account_id, order_id)
) STRICT;

CREATE INDEX orders_newest ON orders (sorted_at, order_id, account_id);
CREATE INDEX orders_newest_of_account ON orders (account_id, sorted_at, order_id);
CREATE INDEX orders_by_stage ON orders (account_id, platform, stage);

CREATE TABLE order_lines (
    order_key      INTEGER NOT NULL REFERENCES orders (order_key),
    line_id        TEXT    NOT NULL,
    position       INTEGER NOT NULL,
    listed         INTEGER NOT NULL CHECK (listed IN (0, 1)), -- 0: the newest list of lines lacks it
    offer_id       TEXT    NOT NULL,
    sku_id         TEXT,
    title          TEXT    NOT NULL,
    variant        TEXT,
    picture        TEXT,
    quantity       INTEGER NOT NULL,
    unit_price_fen INTEGER,
    sum_fen        INTEGER,
    status_raw     TEXT,
    status_stage   TEXT,
    after_sales    TEXT,
    PRIMARY KEY (order_key, line_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE parcels (
    order_key INTEGER NOT NULL REFERENCES orders (order_key),
    position  INTEGER NOT NULL,
    carrier   TEXT,
    waybill   TEXT,
    PRIMARY KEY (order_key, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_answers (
    order_key INTEGER NOT NULL REFERENCES orders (order_key),
    operation TEXT    NOT NULL, -- the PandaPon operation that told it
    raw       TEXT    NOT NULL,
    read_at   INTEGER NOT NULL,
    PRIMARY KEY (order_key, operation)
) STRICT;

CREATE TABLE order_changes (
    change_key INTEGER PRIMARY KEY AUTOINCREMENT,
    order_key  INTEGER NOT NULL REFERENCES orders (order_key),
    field      TEXT    NOT NULL,
    old_value  TEXT,
    new_value  TEXT,
    seen_at    INTEGER NOT NULL,
    source     TEXT    NOT NULL,
    request_id TEXT
) STRICT;

CREATE INDEX order_changes_of ON order_changes (order_key, seen_at);

CREATE TRIGGER order_changes_are_never_rewritten BEFORE UPDATE ON order_changes
BEGIN SELECT RAISE(ABORT, 'order_changes is append-only'); END;

CREATE TRIGGER order_changes_are_never_deleted BEFORE DELETE ON order_changes
BEGIN SELECT RAISE(ABORT, 'order_changes is append-only'); END;

-- Words of an order, split by this crate: single characters of Chinese, Japanese, Korean and Thai, folded words of the
-- rest. The ascii tokenizer only cuts at blanks then, so nothing depends on the Unicode tables of SQLite.
CREATE VIRTUAL TABLE order_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'ascii'
);

-- Order, line, offer and waybill numbers: any part of three characters or more is found.
CREATE VIRTUAL TABLE order_numbers USING fts5 (
    numbers, content = '', contentless_delete = 1, tokenize = 'trigram'
);

CREATE TABLE vouchers (
    voucher_id TEXT    NOT NULL PRIMARY KEY,
    account_id TEXT    NOT NULL REFERENCES accounts (account_id),
    order_id   TEXT    NOT NULL,
    file_name  TEXT    NOT NULL,
    media_type TEXT    NOT NULL,
    bytes      INTEGER NOT NULL, -- size; the bytes are a file named by their hash
    sha256     TEXT    NOT NULL,
    remark     TEXT,
    kept_at    INTEGER NOT NULL,
    state      TEXT    NOT NULL
) STRICT;

CREATE INDEX vouchers_of_order ON vouchers (account_id, order_id, kept_at);
CREATE INDEX vouchers_by_hash ON vouchers (sha256);
