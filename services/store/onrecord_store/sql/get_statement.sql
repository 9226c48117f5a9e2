-- One statement, be it in force or retracted, with the text that it stands in where that is wanted.
SELECT
    statement.record::text,
    statement.retracted_at,
    (SELECT same_as FROM entity WHERE entity.id = statement.entity_id) AS entity_id,
    CASE WHEN %(with_text)s::boolean THEN article.text END AS text
FROM statement
JOIN article ON (article.id, article.revision) = (statement.article_id, statement.revision)
WHERE statement.id = %(id)s
