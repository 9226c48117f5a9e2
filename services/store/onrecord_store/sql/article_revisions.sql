-- Every acceptance of an article, in the order of time.
SELECT acceptance.revision, acceptance.accepted_at, article.record::text, length(article.text) AS characters
FROM acceptance
JOIN article ON (article.id, article.revision) = (acceptance.article_id, acceptance.revision)
WHERE acceptance.article_id = %(id)s
ORDER BY acceptance.accepted_at, acceptance.revision
