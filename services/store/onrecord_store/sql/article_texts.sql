-- The texts of these revisions.
SELECT article.id, article.revision, article.text
FROM article
JOIN unnest(%(ids)s::text[], %(revisions)s::text[]) AS wanted (id, revision) USING (id, revision)
