-- Keep one revision of an article; of two accounts of it, the later stands. The text is the revision: it never changes.
INSERT INTO article AS kept (id, revision, accepted_at, record, text)
VALUES (%(id)s, %(revision)s, %(accepted_at)s, %(record)s::jsonb, %(text)s)
ON CONFLICT (id, revision) DO UPDATE
SET accepted_at = excluded.accepted_at, record = excluded.record, updated_at = now()
WHERE kept.accepted_at < excluded.accepted_at
