-- Keep one account of a statement in a revision, with when it was given first and last.
INSERT INTO statement_version AS kept (
    statement_id, article_id, revision, digest, record, content_start, found_at, last_found_at
)
VALUES (
    %(id)s, %(article_id)s, %(revision)s, sha256(convert_to(%(record)s::jsonb::text, 'UTF8')), %(record)s::jsonb,
    %(content_start)s, %(extracted_at)s, %(extracted_at)s
)
ON CONFLICT (statement_id, revision, digest) DO UPDATE
SET found_at = least(kept.found_at, excluded.found_at),
    last_found_at = greatest(kept.last_found_at, excluded.last_found_at)
WHERE excluded.found_at < kept.found_at OR excluded.last_found_at > kept.last_found_at
