-- Statements in force that pass every filter given, in the order of a key and the id, from after a position.
SELECT
    found.id,
    found.record::text,
    (SELECT same_as FROM entity WHERE entity.id = found.entity_id) AS entity_id,
    found.{key}::text AS position
FROM (
    SELECT
        statement_in_force.*,
        ts_rank_cd(search, websearch_to_tsquery('english', %(q)s::text)) AS relevance
    FROM statement_in_force
    WHERE (%(speaker)s::text[] IS NULL OR speaker_words @> %(speaker)s::text[])
        AND (
            %(entity)s::text IS NULL
            OR entity_id = ANY (ARRAY(
                SELECT id FROM entity WHERE same_as = (SELECT same_as FROM entity WHERE id = %(entity)s::text)
            ))
        )
        AND (%(country)s::text IS NULL OR country = %(country)s::text)
        AND (%(organization)s::text[] IS NULL OR organization_words @> %(organization)s::text[])
        AND (%(publisher)s::text[] IS NULL OR publisher_words @> %(publisher)s::text[])
        AND (%(kind)s::text IS NULL OR kind = %(kind)s::text)
        -- on the column of the index in whose order statements are read, so that none before or beyond is looked at
        AND (%(first)s::date IS NULL OR {day} >= %(first)s::date)
        AND (%(last)s::date IS NULL OR {day} <= %(last)s::date)
        AND (%(q)s::text IS NULL OR search @@ websearch_to_tsquery('english', %(q)s::text))
) AS found
WHERE %(position)s::text IS NULL OR (found.{key}, found.id) {beyond} (%(position)s::text::{type}, %(after)s::text)
ORDER BY found.{key} {direction}, found.id {direction}
LIMIT %(limit)s
