-- Taobao's own number of an order: pushed messages name it, and nothing else of ours.
ALTER TABLE orders ADD COLUMN sales_order_id TEXT;

CREATE INDEX orders_by_sales_number ON orders (account_id, sales_order_id) WHERE sales_order_id IS NOT NULL;
CREATE INDEX orders_by_purchase_number ON orders (account_id, purchase_order_id) WHERE purchase_order_id IS NOT NULL;

-- Changes of sums and other news are listed over all orders, newest first.

-- The words of these two are those of `orders/prices.rs` and `orders/news.rs`: the planner compares them.
CREATE INDEX price_changes ON order_changes (change_key)
    WHERE (field IN ('total', 'goods', 'freight', 'discount') OR field GLOB 'line:*:unitPrice')
     AND old_value IS NOT NULL AND new_value IS NOT NULL;
CREATE INDEX order_news ON order_changes (change_key)
    WHERE new_value IS NOT NULL AND source <> 'ownAction'
     AND (field IN ('status', 'total') AND old_value IS NOT NULL OR field GLOB 'line:*:afterSales');

-- Notices up to this change were read, and of the later ones those with a mark.
CREATE TABLE notices_read (
    one        INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    change_key INTEGER NOT NULL,
    read_at    INTEGER
) STRICT;

-- What changed before there were notices is no news.
INSERT INTO notices_read (one, change_key) SELECT 1, coalesce(max(change_key), 0) FROM order_changes;

CREATE TABLE notice_marks (
    change_key INTEGER NOT NULL PRIMARY KEY,
    read_at    INTEGER NOT NULL
) STRICT;
