-- These entities, each as whom it counts, with the names that its statements in force give it, and what counts as it.
-- It is called by the name that is used most of its own, else of those that count as it.
SELECT
    entity.id,
    entity.kind,
    coalesce(called.names[1], entity.name) AS name,
    entity.country,
    coalesce(called.names, '{}') AS names,
    coalesce(called.statements, 0) AS statements,
    entity.split_from,
    entity.created_at,
    coalesce(others.members, '[]') AS members
FROM entity
CROSS JOIN LATERAL (
    SELECT
        array_agg(used.name ORDER BY used.own DESC, used.statements DESC, used.name) FILTER (WHERE used.name <> '')
            AS names,
        sum(used.statements)::bigint AS statements
    FROM (
        SELECT
            coalesce(statement.speaker, '') COLLATE "C" AS name,
            bool_or(member.id = entity.id) AS own,
            count(*) AS statements
        FROM entity AS member
        JOIN statement ON statement.entity_id = member.id AND statement.retracted_at IS NULL
        WHERE member.same_as = entity.id
        GROUP BY 1
    ) AS used
) AS called
CROSS JOIN LATERAL (
    SELECT
        jsonb_agg(
            jsonb_build_object(
                'id', member.id,
                'name', member.name,
                'country', member.country,
                'by', CASE WHEN entity_decision.entity_id IS NULL THEN 'name' ELSE 'hand' END
            )
            ORDER BY member.id
        ) AS members
    FROM entity AS member
    LEFT JOIN entity_decision ON entity_decision.entity_id = member.id
    WHERE member.same_as = entity.id AND member.id <> entity.id
) AS others
WHERE entity.id = ANY (ARRAY(SELECT same_as FROM entity WHERE id = ANY (%(ids)s)))
