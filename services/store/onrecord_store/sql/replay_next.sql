-- The next articles of a replay to be read, with who read them last, and whether they still have the text that the
-- replay is for.
SELECT
    article.id, article.revision, article.record::text, article.text, last.extractor_name, last.extractor_version,
    article.revision = (
        SELECT current.revision
        FROM article AS current
        WHERE current.id = article.id
        ORDER BY current.accepted_at DESC, current.revision DESC
        LIMIT 1
    ) AS is_current
FROM (
    -- before they are joined, so that a long replay is not gone through for a few
    SELECT article_id, revision
    FROM replay_article
    WHERE replay_id = %(replay)s AND done_at IS NULL AND sent_at IS NULL
    ORDER BY article_id
    LIMIT %(limit)s
) AS waiting
JOIN article ON (article.id, article.revision) = (waiting.article_id, waiting.revision)
LEFT JOIN LATERAL (
    SELECT extractor_name, extractor_version
    FROM reading
    WHERE reading.article_id = article.id AND reading.revision = article.revision
    ORDER BY extracted_at DESC
    LIMIT 1
) AS last ON true
ORDER BY article.id
