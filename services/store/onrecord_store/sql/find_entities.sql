-- Entities that pass every filter given, those with the most statements in force first, from after a position.
WITH told AS (
    SELECT entity.same_as AS id, count(*) AS statements
    FROM statement
    JOIN entity ON entity.id = statement.entity_id
    WHERE statement.retracted_at IS NULL
    GROUP BY entity.same_as
)
SELECT told.id, told.statements
FROM told
JOIN entity USING (id)
WHERE (%(kind)s::text IS NULL OR entity.kind = %(kind)s::text)
    AND (%(country)s::text IS NULL OR entity.country = %(country)s::text)
    AND (
        %(name)s::text[] IS NULL
        OR told.id = ANY (ARRAY(
            SELECT named.same_as
            FROM statement
            JOIN entity AS named ON named.id = statement.entity_id
            WHERE statement.speaker_words @> %(name)s::text[] AND statement.retracted_at IS NULL
        ))
    )
    AND (
        %(after)s::text IS NULL
        OR told.statements < %(statements)s::bigint
        OR (told.statements = %(statements)s::bigint AND told.id > %(after)s::text)
    )
ORDER BY told.statements DESC, told.id
LIMIT %(limit)s
