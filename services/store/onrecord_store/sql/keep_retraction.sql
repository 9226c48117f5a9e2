-- Note that a statement is withdrawn.
INSERT INTO retraction AS kept (statement_id, article_id, revision, retracted_at)
VALUES (%(statement_id)s, %(article_id)s, %(revision)s, %(retracted_at)s)
ON CONFLICT (statement_id, revision) DO UPDATE
SET retracted_at = excluded.retracted_at
WHERE kept.retracted_at < excluded.retracted_at
