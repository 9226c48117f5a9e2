-- Bring `entity_id` of these articles' statements in line with all that is known. A statement, or a name's statements,
-- that were split off by hand belong where they were put. A single name, or one that others have too, belongs to the
-- only fuller one of its article. All others belong to the entity of their names.
WITH told AS (
    SELECT
        statement.id, statement.article_id, statement.revision, statement.retracted_at, statement.speaker_words,
        statement.publisher_words, named.id AS named, named.kind, named.words, named.country, named.is_vague,
        named.same_as
    -- joined, for to look for each row in an array of thousands takes minutes
    FROM unnest(%(ids)s::text[]) AS chosen (id)
    JOIN statement ON statement.article_id = chosen.id COLLATE "C"
    LEFT JOIN entity AS named ON named.id = statement.named_entity
),
fuller AS (
    SELECT told.id, min(other.named) AS named
    FROM told
    JOIN told AS other USING (article_id, revision, kind)
    WHERE told.is_vague
        AND other.retracted_at IS NULL
        AND other.words @> told.words
        AND CASE told.kind
            WHEN 'person' THEN NOT other.is_vague AND (told.country = other.country) IS NOT FALSE
            ELSE other.words = told.words AND told.country IS NULL AND other.country IS NOT NULL
        END
    GROUP BY told.id
    HAVING count(DISTINCT other.same_as) = 1
),
due AS (
    SELECT
        told.id,
        coalesce(
            (SELECT entity_id FROM entity_statement WHERE statement_id = told.id),
            (
                SELECT to_id
                FROM entity_split
                WHERE entity_id = told.named
                    AND (name_words = '{}' OR name_words = told.speaker_words)
                    AND publisher_words <@ told.publisher_words
                ORDER BY name_words = '{}', publisher_words = '{}', decided_at DESC, to_id
                LIMIT 1
            ),
            fuller.named,
            told.named
        ) AS entity_id
    FROM told
    LEFT JOIN fuller USING (id)
),
moved AS (
    SELECT due.id, due.entity_id
    FROM due
    JOIN statement USING (id)
    WHERE due.entity_id IS DISTINCT FROM statement.entity_id
    -- What others hold is in articles that a new name concerns and that they have in work. They settle them after this,
    -- or do them again; to wait for them would be a deadlock, for they wait to see the new name.
    FOR NO KEY UPDATE OF statement SKIP LOCKED
)
UPDATE statement
SET entity_id = moved.entity_id, updated_at = now()
FROM moved
WHERE moved.id = statement.id
