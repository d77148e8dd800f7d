-- What sellers and platforms write on cases is news. Messages up to this one were read, and of the later ones those with a mark.

CREATE TABLE messages_read (
    one         INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    message_key INTEGER NOT NULL,
    read_at     INTEGER
) STRICT;

-- What was said before there were such notices is no news.
INSERT INTO messages_read (one, message_key) SELECT 1, coalesce(max(message_key), 0) FROM case_messages;

CREATE TABLE message_marks (
    message_key INTEGER NOT NULL PRIMARY KEY,
    read_at     INTEGER NOT NULL
) STRICT;
