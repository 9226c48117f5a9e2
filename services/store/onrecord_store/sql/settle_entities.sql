-- Bring `same_as` in line with all that is known, in whatever order it came, for these entities and those that hang on
-- them. First decisions by hand are followed to where they end. What ends at a name without a country then joins the
-- only one of that name with a country, unless it was decided that it stands alone; of several, it joins none.
WITH RECURSIVE affected AS (
    SELECT unnest(%(ids)s::text[]) COLLATE "C" AS id
    UNION
    SELECT near.id
    FROM affected
    JOIN entity USING (id)
    CROSS JOIN LATERAL (
        SELECT entity_id AS id FROM entity_decision WHERE same_as = entity.id
        UNION ALL
        SELECT same_as FROM entity_decision WHERE entity_id = entity.id
        UNION ALL
        SELECT other.id
        FROM entity AS other
        WHERE other.kind = entity.kind AND other.key = entity.key
            AND other.country IS NULL AND other.article_id IS NULL
    ) AS near
),
concerned AS (
    SELECT id FROM affected
    UNION
    SELECT other.id
    FROM affected
    JOIN entity USING (id)
    JOIN entity AS other ON other.kind = entity.kind AND other.key = entity.key
),
way AS (
    SELECT id, id AS at FROM concerned
    UNION
    SELECT way.id, entity_decision.same_as
    FROM way
    JOIN entity_decision ON entity_decision.entity_id = way.at
),
ends AS (
    SELECT way.id, way.at AS root
    FROM way
    LEFT JOIN entity_decision ON entity_decision.entity_id = way.at
    WHERE entity_decision.entity_id IS NULL OR entity_decision.same_as = way.at
),
namesake AS (
    SELECT nameless.id, min(ends.root) AS only
    FROM entity AS nameless
    JOIN entity AS other ON other.kind = nameless.kind AND other.key = nameless.key AND other.country IS NOT NULL
    JOIN ends ON ends.id = other.id
    JOIN entity AS root ON root.id = ends.root
    WHERE nameless.id IN (SELECT root FROM ends)
        AND nameless.country IS NULL
        AND nameless.article_id IS NULL
        AND NOT EXISTS (SELECT FROM entity_decision WHERE entity_id = nameless.id)
    GROUP BY nameless.id
    -- one that counts as an entity without a country is another one too
    HAVING count(DISTINCT ends.root) = 1 AND bool_and(root.country IS NOT NULL)
),
due AS (
    SELECT ends.id, coalesce(namesake.only, ends.root) AS same_as
    FROM affected
    JOIN ends USING (id)
    LEFT JOIN namesake ON namesake.id = ends.root
)
UPDATE entity
SET same_as = due.same_as
FROM due
WHERE due.id = entity.id AND due.same_as <> entity.same_as
