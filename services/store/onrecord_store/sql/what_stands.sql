-- How statements stand that another revision was told of, and later; each with a time after that one.
SELECT
    statement.id,
    statement.article_id,
    statement.record::text,
    statement.retracted_at IS NULL AS in_force,
    told.at + interval '1 microsecond' AS told_at,
    coalesce(last.revision, statement.revision) AS revision,
    coalesce(last.extractor_name, statement.record #>> '{extractor,name}') AS extractor_name,
    coalesce(last.extractor_version, statement.record #>> '{extractor,version}') AS extractor_version
FROM unnest(%(ids)s::text[], %(revisions)s::text[], %(times)s::timestamptz[]) AS told (id, revision, at)
JOIN statement ON statement.id = told.id AND statement.revision <> told.revision AND statement.extracted_at <= told.at
LEFT JOIN LATERAL (
    SELECT reading.revision, reading.extractor_name, reading.extractor_version
    FROM reading
    JOIN article ON (article.id, article.revision) = (reading.article_id, reading.revision)
    WHERE reading.article_id = statement.article_id
    ORDER BY article.accepted_at DESC, reading.revision DESC, reading.extracted_at DESC
    LIMIT 1
) AS last ON true
ORDER BY told.at
