-- The statements in force of one revision of an article, in the order of the text.
SELECT record::text, (SELECT same_as FROM entity WHERE entity.id = statement_in_force.entity_id) AS entity_id
FROM statement_in_force
WHERE article_id = %(id)s AND revision = %(revision)s
ORDER BY content_start, id
