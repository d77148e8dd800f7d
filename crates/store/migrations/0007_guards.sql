-- Guards before money moves: what an account may do unasked, what each operation ordered, and what the user said yes to.

CREATE TABLE account_limits (
    account_id        TEXT    NOT NULL PRIMARY KEY REFERENCES accounts (account_id),
    daily_fen         INTEGER, -- NULL: no limit
    confirm_above_fen INTEGER, -- NULL: never asked
    duplicate_hours   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE operation_lines (
    operation_id TEXT    NOT NULL REFERENCES operations (operation_id),
    position     INTEGER NOT NULL,
    offer_id     TEXT    NOT NULL,
    sku_id       TEXT    NOT NULL,
    quantity     INTEGER NOT NULL,
    receiver     TEXT    NOT NULL,
    PRIMARY KEY (operation_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE operation_consents (
    operation_id TEXT    NOT NULL REFERENCES operations (operation_id),
    position     INTEGER NOT NULL,
    consent      TEXT    NOT NULL, -- JSON as the domain has it
    PRIMARY KEY (operation_id, position)
) STRICT, WITHOUT ROWID;

-- What a guard looks at is of the last day or weeks.
CREATE INDEX operations_of_account ON operations (account_id, written_at);

CREATE TRIGGER operation_lines_are_never_rewritten BEFORE UPDATE ON operation_lines
BEGIN SELECT RAISE(ABORT, 'operation_lines is append-only'); END;

CREATE TRIGGER operation_lines_are_never_deleted BEFORE DELETE ON operation_lines
BEGIN SELECT RAISE(ABORT, 'operation_lines is append-only'); END;

CREATE TRIGGER operation_consents_are_never_rewritten BEFORE UPDATE ON operation_consents
BEGIN SELECT RAISE(ABORT, 'operation_consents is append-only'); END;

CREATE TRIGGER operation_consents_are_never_deleted BEFORE DELETE ON operation_consents
BEGIN SELECT RAISE(ABORT, 'operation_consents is append-only'); END;
