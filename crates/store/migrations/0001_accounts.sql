-- Accounts of this desk and the user's choices. No key and no secret is ever in here: they live in the keychain.

CREATE TABLE accounts (
    account_id      TEXT    NOT NULL PRIMARY KEY,
    name            TEXT    NOT NULL,
    environment     TEXT    NOT NULL,
    base_url        TEXT,
    access_key_hint TEXT    NOT NULL,
    user_id         TEXT    NOT NULL,
    connection      TEXT    NOT NULL, -- JSON
    control_url     TEXT,
    memory_only     INTEGER NOT NULL CHECK (memory_only IN (0, 1)),
    added_at        INTEGER NOT NULL, -- times are epoch ms throughout
    removed_at      INTEGER,
    answered_at     INTEGER           -- when PandaPon last answered it
) STRICT;

CREATE TABLE desk (
    one                INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    current_account_id TEXT REFERENCES accounts (account_id),
    settings           TEXT -- JSON
) STRICT;

INSERT INTO desk (one) VALUES (1);

CREATE TABLE order_list_reads (
    account_id TEXT    NOT NULL REFERENCES accounts (account_id),
    platform   TEXT    NOT NULL,
    read_at    INTEGER NOT NULL,
    PRIMARY KEY (account_id, platform)
) STRICT, WITHOUT ROWID;
