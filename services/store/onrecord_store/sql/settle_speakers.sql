-- Bring `entity_id` of these articles' statements in line with all that is known. A statement, or a name's statements,
-- that were split off by hand belong where they were put. A single name, or one that others have too, belongs to the
-- only fuller one of its article. All others belong to the entity of their names.
WITH RECURSIVE told AS (
    SELECT
        statement.id, statement.article_id, statement.revision, statement.retracted_at, statement.speaker_words,
        statement.publisher_words, named.id AS named, named.kind, named.words, named.country, named.is_vague
    -- joined, for to look for each row in an array of thousands takes minutes
    FROM unnest(%(ids)s::text[]) AS chosen (id)
    JOIN statement ON statement.article_id = chosen.id COLLATE "C"
    LEFT JOIN entity AS named ON named.id = statement.named_entity
),
-- All as whom a name counts on its way to the one where it ends: what is split off one of them is split off it.
way AS (
    SELECT named AS id, named AS at
    FROM told
    WHERE named IS NOT NULL AND EXISTS (SELECT FROM entity_split)
    UNION
    SELECT way.id, next.at
    FROM way
    CROSS JOIN LATERAL (
        SELECT same_as AS at FROM entity_decision WHERE entity_id = way.at
        UNION ALL
        -- one without a country that has joined those of its name
        SELECT namesake.id
        FROM entity AS here
        JOIN entity AS namesake ON namesake.kind = here.kind AND namesake.key = here.key
        WHERE here.id = way.at AND here.same_as <> here.id
            AND NOT EXISTS (SELECT FROM entity_decision WHERE entity_id = here.id)
            AND namesake.country IS NOT NULL AND namesake.article_id IS NULL
    ) AS next
),
split AS (
    SELECT DISTINCT ON (told.id) told.id, rule.to_id
    FROM told
    JOIN way ON way.id = told.named
    JOIN entity_split AS rule ON rule.entity_id = way.at
        AND (rule.name_words = '{}' OR rule.name_words = told.speaker_words)
        AND rule.publisher_words <@ told.publisher_words
    ORDER BY told.id, rule.name_words = '{}', rule.publisher_words = '{}', rule.decided_at DESC, rule.to_id
),
placed AS (
    SELECT told.*, split.to_id, entity.id AS placed, entity.same_as
    FROM told
    LEFT JOIN split USING (id)
    LEFT JOIN entity ON entity.id = coalesce(split.to_id, told.named)
),
-- Names, each once for a text: an article may have thousands of statements, and of single names.
vague AS (
    SELECT DISTINCT article_id, revision, named, kind, words, country
    FROM placed
    WHERE is_vague
),
clear AS (
    SELECT DISTINCT article_id, revision, placed, same_as, kind, words, country, is_vague
    FROM placed
    WHERE retracted_at IS NULL
),
candidate AS (
    SELECT vague.article_id, vague.revision, vague.named, person.placed, person.same_as
    FROM vague
    JOIN (
        SELECT clear.*, word
        FROM clear
        CROSS JOIN unnest(words) AS word
        WHERE kind = 'person' AND NOT is_vague
    ) AS person USING (article_id, revision, kind)
    WHERE person.word = vague.words[1]
        AND person.words @> vague.words
        AND (vague.country = person.country) IS NOT FALSE
    UNION ALL
    SELECT vague.article_id, vague.revision, vague.named, office.placed, office.same_as
    FROM vague
    JOIN clear AS office USING (article_id, revision, kind, words)
    WHERE kind <> 'person' AND vague.country IS NULL AND office.country IS NOT NULL
),
fuller AS (
    SELECT article_id, revision, named, min(placed) AS placed
    FROM candidate
    GROUP BY article_id, revision, named
    HAVING count(DISTINCT same_as) = 1
),
due AS (
    SELECT
        placed.id,
        coalesce(
            (SELECT entity_id FROM entity_statement WHERE statement_id = placed.id),
            placed.to_id,
            fuller.placed,
            placed.named
        ) AS entity_id
    FROM placed
    LEFT JOIN fuller USING (article_id, revision, named)
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
