-- Bring `same_as` in line with all that is known, in whatever order it came, for these entities and those that hang on
-- them. Gives those that count as another than before. First decisions by hand are followed to where they end. What
-- ends at a name without a country then joins the only one of that name with a country, unless it was decided that it
-- stands alone; of several, it joins none.
--
-- Each article has its own "Foreign Ministry": no name joins those, so the index of names leaves them out. And what is
-- affected goes into arrays, for the planner takes a recursion for so much that it would read the whole table.
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
        SELECT nameless.id
        FROM entity AS nameless
        WHERE entity.country IS NOT NULL
            AND nameless.kind = entity.kind AND nameless.key = entity.key
            AND nameless.country IS NULL AND nameless.article_id IS NULL
    ) AS near
),
namesake AS (
    SELECT nameless.id, other.id AS other_id
    FROM entity AS nameless
    JOIN entity AS other ON other.kind = nameless.kind AND other.key = nameless.key
    WHERE nameless.id = ANY (ARRAY(SELECT id FROM affected))
        AND nameless.country IS NULL
        AND nameless.article_id IS NULL
        AND other.country IS NOT NULL
        AND other.article_id IS NULL
        AND NOT EXISTS (SELECT FROM entity_decision WHERE entity_id = nameless.id)
),
way AS (
    (SELECT id, id AS at FROM affected UNION SELECT other_id, other_id FROM namesake)
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
joined AS (
    SELECT namesake.id, min(ends.root) AS only
    FROM namesake
    JOIN ends ON ends.id = namesake.other_id
    GROUP BY namesake.id
    -- one that counts as an entity without a country is another one too
    HAVING count(DISTINCT ends.root) = 1
        AND bool_and((SELECT country FROM entity WHERE id = ends.root) IS NOT NULL)
),
due AS MATERIALIZED (
    SELECT ends.id, coalesce(joined.only, ends.root) AS same_as
    FROM ends
    LEFT JOIN joined ON joined.id = ends.root
)
UPDATE entity
SET same_as = due.same_as
FROM due
WHERE entity.id = ANY (ARRAY(SELECT id FROM affected)) AND due.id = entity.id AND due.same_as <> entity.same_as
RETURNING entity.id
