-- The statements in force of an article, in the order of the text.
SELECT record::text
FROM statement_in_force
WHERE article_id = %(article)s
ORDER BY content_start, id
