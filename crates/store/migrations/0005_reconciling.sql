-- Reconciling: what was decided, in words that it can be known by and done by again; what a look found; which operation
-- was sent again as which.

ALTER TABLE operations ADD COLUMN deed TEXT; -- JSON, without any secret
ALTER TABLE operations ADD COLUMN again_of TEXT REFERENCES operations (operation_id);
ALTER TABLE operation_steps ADD COLUMN event TEXT;
ALTER TABLE operation_steps ADD COLUMN found TEXT; -- JSON

-- An operation is sent again at most once; that one may be sent again in its turn.
CREATE UNIQUE INDEX operations_again_of ON operations (again_of) WHERE again_of IS NOT NULL;

DROP TRIGGER operations_keep_their_intent;

CREATE TRIGGER operations_keep_their_intent
BEFORE UPDATE OF operation_id, account_id, kind, platform, subject, pieces, amount_fen, fingerprint, request_line,
    request, written_at, deed, again_of ON operations
BEGIN SELECT RAISE(ABORT, 'only the state of an operation moves'); END;
