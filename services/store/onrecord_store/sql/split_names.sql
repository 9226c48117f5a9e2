-- Note that an entity's statements under a name and by a publisher belong to another; give the articles that have some.
WITH told AS (
    SELECT DISTINCT article_id
    FROM statement
    WHERE entity_id IN (SELECT id FROM entity WHERE same_as IN (%(whole)s, %(to)s))
        AND named_entity IN (SELECT id FROM entity WHERE same_as = %(whole)s AND key IS NOT NULL)
        AND (%(name)s::text[] = '{}' OR speaker_words = %(name)s::text[])
        AND publisher_words @> %(publisher)s::text[]
),
noted AS (
    INSERT INTO entity_split (entity_id, name_words, publisher_words, to_id)
    VALUES (%(whole)s, %(name)s::text[], %(publisher)s::text[], %(to)s)
    ON CONFLICT (entity_id, name_words, publisher_words) DO UPDATE SET to_id = excluded.to_id, decided_at = now()
)
SELECT article_id FROM told
