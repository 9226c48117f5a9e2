-- Note when a revision was accepted.
INSERT INTO acceptance (article_id, revision, accepted_at)
VALUES (%(id)s, %(revision)s, %(accepted_at)s)
ON CONFLICT DO NOTHING
