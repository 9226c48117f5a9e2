-- Note that statements under a name and by a publisher belong to another entity; give the articles that have some.
WITH member AS (
    SELECT id FROM entity WHERE same_as = %(whole)s AND key IS NOT NULL
),
told AS (
    SELECT DISTINCT article_id
    FROM statement
    WHERE entity_id IN (SELECT id FROM entity WHERE same_as IN (%(whole)s, %(to)s))
        AND named_entity IN (SELECT id FROM member)
        AND (%(name)s::text[] = '{}' OR speaker_words = %(name)s::text[])
        AND publisher_words @> %(publisher)s::text[]
),
noted AS (
    INSERT INTO entity_split (entity_id, name_words, publisher_words, to_id)
    SELECT id, %(name)s::text[], %(publisher)s::text[], %(to)s
    FROM member
    ON CONFLICT (entity_id, name_words, publisher_words) DO UPDATE SET to_id = excluded.to_id, decided_at = now()
)
SELECT article_id FROM told
