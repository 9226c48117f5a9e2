-- The next articles of a replay to be read, with who read them last.
SELECT
    article.id, article.revision, article.record::text, article.text, last.extractor_name, last.extractor_version
FROM replay_article
JOIN article ON (article.id, article.revision) = (replay_article.article_id, replay_article.revision)
LEFT JOIN LATERAL (
    SELECT extractor_name, extractor_version
    FROM reading
    WHERE reading.article_id = article.id AND reading.revision = article.revision
    ORDER BY extracted_at DESC
    LIMIT 1
) AS last ON true
WHERE replay_id = %(replay)s AND done_at IS NULL AND sent_at IS NULL
ORDER BY replay_article.article_id
LIMIT %(limit)s
