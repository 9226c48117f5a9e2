-- Entities that pass every filter given, those with the most statements in force first, from after a position.
WITH own AS (
    -- by what an index holds, and before anything is joined: it is all statements unless a name is asked for
    SELECT entity_id AS id, count(*) AS statements
    FROM statement
    WHERE retracted_at IS NULL
        AND entity_id IS NOT NULL
        AND (
            %(name)s::text[] IS NULL
            OR entity_id = ANY (ARRAY(
                SELECT member.id
                FROM entity AS member
                WHERE member.same_as IN (
                    SELECT named.same_as
                    FROM entity AS named
                    JOIN statement ON statement.entity_id = named.id
                    WHERE statement.speaker_words @> %(name)s::text[] AND statement.retracted_at IS NULL
                )
            ))
        )
    GROUP BY entity_id
),
told AS (
    SELECT entity.same_as AS id, sum(own.statements)::bigint AS statements
    FROM own
    JOIN entity USING (id)
    GROUP BY entity.same_as
)
SELECT told.id, told.statements
FROM told
JOIN entity USING (id)
WHERE (%(kind)s::text IS NULL OR entity.kind = %(kind)s::text)
    AND (%(country)s::text IS NULL OR entity.country = %(country)s::text)
    AND (
        %(after)s::text IS NULL
        OR told.statements < %(statements)s::bigint
        OR (told.statements = %(statements)s::bigint AND told.id > %(after)s::text)
    )
ORDER BY told.statements DESC, told.id
LIMIT %(limit)s
