-- The tables of the cache. A change here raises the version in cache.rs. Sums are in fen, times in epoch ms.

CREATE TABLE searches (
    search_key INTEGER PRIMARY KEY,
    account_id TEXT    NOT NULL,
    platform   TEXT    NOT NULL,
    query      TEXT    NOT NULL, -- JSON
    page       TEXT    NOT NULL, -- JSON
    read_at    INTEGER NOT NULL
) STRICT;

CREATE INDEX searches_newest ON searches (account_id, platform, read_at, search_key);

CREATE TABLE offers (
    account_id TEXT    NOT NULL,
    platform   TEXT    NOT NULL,
    offer_id   TEXT    NOT NULL,
    offer      TEXT    NOT NULL, -- JSON as the domain has it
    raw        TEXT    NOT NULL, -- the answer as it came
    read_at    INTEGER NOT NULL,
    PRIMARY KEY (account_id, platform, offer_id)
) STRICT;

CREATE TABLE carts (
    account_id TEXT    NOT NULL,
    platform   TEXT    NOT NULL,
    groups     TEXT    NOT NULL, -- JSON as the domain has it
    line_count INTEGER NOT NULL,
    raw        TEXT    NOT NULL,
    read_at    INTEGER NOT NULL,
    PRIMARY KEY (account_id, platform)
) STRICT;
