-- Note that statements of an entity belong to another; gives those that are statements of it.
INSERT INTO entity_statement (statement_id, entity_id)
SELECT statement.id, %(to)s
FROM statement
JOIN entity ON entity.id = statement.entity_id
WHERE statement.id = ANY (%(ids)s) AND entity.same_as IN (%(whole)s, %(to)s)
ON CONFLICT (statement_id) DO UPDATE SET entity_id = excluded.entity_id, decided_at = now()
RETURNING statement_id AS id, (SELECT article_id FROM statement WHERE statement.id = statement_id) AS article_id
