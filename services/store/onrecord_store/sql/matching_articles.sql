-- Articles in their current revision, with who read it last, that pass every filter given.
SELECT current.*, last.extracted_at, last.extractor_name, last.extractor_version
FROM (
    SELECT DISTINCT ON (id) id, revision, accepted_at, record
    FROM article
    WHERE %(articles)s::text[] IS NULL OR id = ANY (%(articles)s::text[])
    ORDER BY id, accepted_at DESC, revision DESC
) AS current
LEFT JOIN LATERAL (
    SELECT extracted_at, extractor_name, extractor_version
    FROM reading
    WHERE reading.article_id = current.id AND reading.revision = current.revision
    ORDER BY extracted_at DESC
    LIMIT 1
) AS last ON true
WHERE (%(since)s::date IS NULL OR current.accepted_at >= %(since)s::date::timestamp AT TIME ZONE 'UTC')
    AND (%(until)s::date IS NULL OR current.accepted_at < (%(until)s::date + 1)::timestamp AT TIME ZONE 'UTC')
    AND (%(publishers)s::text[] IS NULL OR current.record ->> 'publisher' = ANY (%(publishers)s::text[]))
    AND (%(extractor)s::text IS NULL OR last.extractor_name || '/' || last.extractor_version = %(extractor)s::text)
