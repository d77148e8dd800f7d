-- Files beside orders are asked for by their hash, as vouchers and evidence are.
CREATE INDEX order_files_by_hash ON order_files (sha256);
