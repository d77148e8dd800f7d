-- What can be fetched again is in a file of its own now (cache.sqlite); here stays what would be lost. What these tables
-- held is read from PandaPon when it is next shown.
DROP TABLE searches;
DROP TABLE offers;
DROP TABLE carts;

-- What the user must be told of the data itself, until it was read: each time a file was moved aside.
CREATE TABLE desk_notices (
    notice_id         TEXT    NOT NULL PRIMARY KEY,
    told              TEXT    NOT NULL, -- JSON
    at                INTEGER NOT NULL,
    orders_fetched_at INTEGER, -- when the orders had been fetched again
    read_at           INTEGER  -- when the user had read it
) STRICT;
