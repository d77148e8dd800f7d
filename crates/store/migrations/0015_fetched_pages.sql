-- Pages of a history as PandaPon answered, from when they came until what they tell is kept: the next can be asked for
-- meanwhile, and a kill loses none.
CREATE TABLE fetched_pages (
    page_key   INTEGER PRIMARY KEY, -- in the order they came
    account_id TEXT    NOT NULL REFERENCES accounts (account_id),
    platform   TEXT    NOT NULL,
    what       TEXT    NOT NULL,    -- as in fills
    base_url   TEXT    NOT NULL,    -- of the PandaPon that answered
    raw        TEXT    NOT NULL,    -- JSON
    request_id TEXT,
    turn       INTEGER NOT NULL,
    read_at    INTEGER NOT NULL
) STRICT;
