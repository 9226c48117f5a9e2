-- Which of these revisions of articles are here.
SELECT article.id, article.revision
FROM article
JOIN unnest(%(ids)s::text[], %(revisions)s::text[]) AS wanted (id, revision) USING (id, revision)
