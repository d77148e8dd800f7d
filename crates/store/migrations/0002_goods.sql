-- What is looked at before an order: searches, offers with the prices seen, carts, addresses. Sums are in fen throughout.

CREATE TABLE searches (
    search_key INTEGER PRIMARY KEY,
    account_id TEXT    NOT NULL REFERENCES accounts (account_id),
    platform   TEXT    NOT NULL,
    query      TEXT    NOT NULL, -- JSON
    page       TEXT    NOT NULL, -- JSON
    read_at    INTEGER NOT NULL
) STRICT;

CREATE INDEX searches_newest ON searches (account_id, platform, read_at, search_key);

CREATE TABLE offers (
    account_id TEXT    NOT NULL REFERENCES accounts (account_id),
    platform   TEXT    NOT NULL,
    offer_id   TEXT    NOT NULL,
    offer      TEXT    NOT NULL, -- JSON as the domain has it
    raw        TEXT    NOT NULL, -- the answer as it came
    read_at    INTEGER NOT NULL,
    PRIMARY KEY (account_id, platform, offer_id)
) STRICT;

CREATE TABLE price_points (
    point_key  INTEGER PRIMARY KEY,
    account_id TEXT    NOT NULL REFERENCES accounts (account_id),
    platform   TEXT    NOT NULL,
    offer_id   TEXT    NOT NULL,
    sku_id     TEXT, -- NULL: the lowest price of the offer
    price_fen  INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) STRICT;

CREATE INDEX price_points_of ON price_points (account_id, platform, offer_id, sku_id, seen_at);

CREATE TRIGGER price_points_are_never_rewritten BEFORE UPDATE ON price_points
BEGIN SELECT RAISE(ABORT, 'price_points is append-only'); END;

CREATE TRIGGER price_points_are_never_deleted BEFORE DELETE ON price_points
BEGIN SELECT RAISE(ABORT, 'price_points is append-only'); END;

CREATE TABLE carts (
    account_id TEXT    NOT NULL REFERENCES accounts (account_id),
    platform   TEXT    NOT NULL,
    groups     TEXT    NOT NULL, -- JSON as the domain has it
    line_count INTEGER NOT NULL,
    raw        TEXT    NOT NULL,
    read_at    INTEGER NOT NULL,
    PRIMARY KEY (account_id, platform)
) STRICT;

CREATE TABLE cart_lines_seen (
    account_id     TEXT    NOT NULL REFERENCES accounts (account_id),
    platform       TEXT    NOT NULL,
    offer_id       TEXT    NOT NULL,
    sku_id         TEXT    NOT NULL,
    unit_price_fen INTEGER,
    added_at       INTEGER NOT NULL,
    PRIMARY KEY (account_id, platform, offer_id, sku_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE address_books (
    account_id TEXT    NOT NULL PRIMARY KEY REFERENCES accounts (account_id),
    raw        TEXT    NOT NULL,
    read_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE addresses (
    account_id TEXT    NOT NULL REFERENCES address_books (account_id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    address_id TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    phone      TEXT    NOT NULL,
    province   TEXT    NOT NULL,
    city       TEXT    NOT NULL,
    district   TEXT    NOT NULL,
    street     TEXT    NOT NULL,
    PRIMARY KEY (account_id, position)
) STRICT, WITHOUT ROWID;
