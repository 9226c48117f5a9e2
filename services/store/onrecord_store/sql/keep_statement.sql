-- Keep an account of a statement in a revision, with when it was given first and last. As the statement stands, of two
-- accounts of it, that of the newer revision, then the one extracted later.
WITH told AS MATERIALIZED (SELECT %(record)s::jsonb AS record),
account AS (
    INSERT INTO statement_version AS kept (
        statement_id, article_id, revision, digest, record, content_start, found_at, last_found_at
    )
    SELECT
        %(id)s, %(article_id)s, %(revision)s, sha256(convert_to(record::text, 'UTF8')), record, %(content_start)s,
        %(extracted_at)s, %(extracted_at)s
    FROM told
    ON CONFLICT (statement_id, revision, digest) DO UPDATE
    SET found_at = least(kept.found_at, excluded.found_at),
        last_found_at = greatest(kept.last_found_at, excluded.last_found_at)
    WHERE excluded.found_at < kept.found_at OR excluded.last_found_at > kept.last_found_at
)
INSERT INTO statement AS kept (
    id, article_id, revision, extracted_at, record, kind, speaker, speaker_words, country, organization_words,
    publisher_words, headline, content, content_start, said_at, published_at, named_entity, entity_id
)
SELECT
    %(id)s, %(article_id)s, %(revision)s, %(extracted_at)s, record, %(kind)s, %(speaker)s, %(speaker_words)s,
    %(country)s, %(organization_words)s, %(publisher_words)s, %(headline)s, %(content)s, %(content_start)s,
    %(said_at)s, %(published_at)s, %(named_entity)s, %(named_entity)s
FROM told
ON CONFLICT (id) DO UPDATE
SET article_id = excluded.article_id,
    revision = excluded.revision,
    extracted_at = excluded.extracted_at,
    record = excluded.record,
    kind = excluded.kind,
    speaker = excluded.speaker,
    speaker_words = excluded.speaker_words,
    country = excluded.country,
    organization_words = excluded.organization_words,
    publisher_words = excluded.publisher_words,
    headline = excluded.headline,
    content = excluded.content,
    content_start = excluded.content_start,
    said_at = excluded.said_at,
    published_at = excluded.published_at,
    named_entity = excluded.named_entity,
    -- what settle_speakers made of the same name stays
    entity_id = CASE
        WHEN kept.named_entity = excluded.named_entity THEN kept.entity_id ELSE excluded.named_entity
    END,
    updated_at = CASE WHEN kept.record = excluded.record THEN kept.updated_at ELSE now() END
WHERE (
    (SELECT accepted_at FROM article WHERE (id, revision) = (excluded.article_id, excluded.revision)),
    excluded.revision,
    excluded.extracted_at
) > (
    (SELECT accepted_at FROM article WHERE (id, revision) = (kept.article_id, kept.revision)),
    kept.revision,
    kept.extracted_at
)
