//! The desk's SQLite: orders, outbox, carts, addresses, history.
