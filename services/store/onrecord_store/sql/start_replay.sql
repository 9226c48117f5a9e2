-- Note a replay; nothing where one that was asked for alike is not finished.
INSERT INTO replay (id, digest, request)
VALUES (%(id)s, %(digest)s, %(request)s::jsonb)
ON CONFLICT DO NOTHING
RETURNING id
