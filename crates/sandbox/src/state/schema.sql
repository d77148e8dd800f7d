-- Everything that a sandbox remembers. Ids are text where they pass the wire as text.
CREATE TABLE IF NOT EXISTS settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL                -- JSON
) STRICT;

CREATE TABLE IF NOT EXISTS nonces (
    nonce   TEXT PRIMARY KEY,
    seen_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS nonces_by_age ON nonces (seen_ms);

-- What differs from the catalogue: sku_id 0 stands for the whole offer.
CREATE TABLE IF NOT EXISTS shelf (
    platform  TEXT NOT NULL,
    offer_id  INTEGER NOT NULL,
    sku_id    INTEGER NOT NULL,
    price_fen INTEGER,
    stock     INTEGER,
    PRIMARY KEY (platform, offer_id, sku_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS cart (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    platform TEXT NOT NULL,
    offer_id INTEGER NOT NULL,
    sku_id   INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    added_ms INTEGER NOT NULL,
    UNIQUE (platform, offer_id, sku_id)
) STRICT;

CREATE TABLE IF NOT EXISTS addresses (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL,
    province TEXT NOT NULL,
    city     TEXT NOT NULL,
    district TEXT NOT NULL,
    address  TEXT NOT NULL,
    phone    TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS orders (
    platform    TEXT NOT NULL,
    order_id    TEXT NOT NULL,
    second_id   TEXT NOT NULL,          -- Taobao: purchase order id; 1688: the order id again
    own_number  TEXT,                   -- Taobao: the caller's sellerOrderNumber
    status      TEXT NOT NULL,
    created_ms  INTEGER NOT NULL,
    modified_ms INTEGER NOT NULL,
    titles      TEXT NOT NULL,
    body        TEXT NOT NULL,          -- JSON
    PRIMARY KEY (platform, order_id)
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS orders_by_second_id ON orders (platform, second_id);
CREATE INDEX IF NOT EXISTS orders_by_creation ON orders (platform, created_ms);
CREATE INDEX IF NOT EXISTS orders_by_status ON orders (platform, status, created_ms);
CREATE INDEX IF NOT EXISTS orders_by_change ON orders (platform, modified_ms);

-- Lines that calls name without their order (Taobao).
CREATE TABLE IF NOT EXISTS order_lines (
    platform TEXT NOT NULL,
    line_id  TEXT NOT NULL,
    order_id TEXT NOT NULL,
    PRIMARY KEY (platform, line_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS vouchers (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id TEXT NOT NULL,
    sent_ms  INTEGER NOT NULL,
    form     TEXT NOT NULL,             -- url or file
    mime     TEXT,
    content  BLOB NOT NULL,             -- the URL's text or the file's bytes
    remark   TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS vouchers_by_order ON vouchers (order_id);

-- After-sales cases of both platforms.
CREATE TABLE IF NOT EXISTS cases (
    platform   TEXT NOT NULL,
    case_id    TEXT NOT NULL,
    order_id   TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    body       TEXT NOT NULL,           -- JSON
    PRIMARY KEY (platform, case_id)
) STRICT;
CREATE INDEX IF NOT EXISTS cases_by_order ON cases (platform, order_id);

-- Files that were sent as evidence, by the name under which they are served.
CREATE TABLE IF NOT EXISTS evidence (
    name    TEXT PRIMARY KEY,
    mime    TEXT NOT NULL,
    sent_ms INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT;

-- Callback messages: bytes as they are pushed, and how far each got.
CREATE TABLE IF NOT EXISTS pushes (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    made_ms       INTEGER NOT NULL,
    due_ms        INTEGER NOT NULL,     -- on the sandbox's clock
    state         TEXT NOT NULL,        -- waiting, sending, delivered or givenUp
    message_type  TEXT NOT NULL,
    platform      TEXT NOT NULL,
    order_id      TEXT NOT NULL,
    case_id       TEXT,
    authorization TEXT NOT NULL,        -- signed, none or wrong
    body          BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS pushes_by_time ON pushes (state, due_ms, id);

CREATE TABLE IF NOT EXISTS push_attempts (
    push_id  INTEGER NOT NULL,
    at_ms    INTEGER NOT NULL,
    took_ms  INTEGER NOT NULL,
    status   INTEGER,                   -- HTTP status, when there was an answer
    error    TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS push_attempts_by_push ON push_attempts (push_id);

-- Every movement of the balance, append-only; the balance itself is a setting.
CREATE TABLE IF NOT EXISTS ledger (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms       INTEGER NOT NULL,
    platform    TEXT NOT NULL,
    order_id    TEXT NOT NULL,
    kind        TEXT NOT NULL,          -- payment, refund or set
    amount_fen  INTEGER NOT NULL,
    balance_fen INTEGER NOT NULL
) STRICT;

-- What happens by itself, on the sandbox's clock.
CREATE TABLE IF NOT EXISTS due (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    due_ms   INTEGER NOT NULL,
    event    TEXT NOT NULL,
    platform TEXT NOT NULL,
    order_id TEXT NOT NULL               -- or the case's id, for an event of a case
) STRICT;
CREATE INDEX IF NOT EXISTS due_by_time ON due (due_ms, id);

-- Previews of international freight, and what was booked on them; each as its own JSON.
CREATE TABLE IF NOT EXISTS freight_previews (
    render_id TEXT PRIMARY KEY,
    body      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS international_orders (
    order_id   TEXT PRIMARY KEY,
    created_ms INTEGER NOT NULL,
    body       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
