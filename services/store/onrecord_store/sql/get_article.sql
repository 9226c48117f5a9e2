-- One article: the revision asked for, else the current one.
SELECT record::text, text, revision
FROM article
WHERE id = %(id)s AND (%(revision)s::text IS NULL OR revision = %(revision)s::text)
ORDER BY accepted_at DESC, revision DESC
LIMIT 1
