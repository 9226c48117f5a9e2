-- Bring `retracted_at` of these articles' statements in line with all that is known, in whatever order it came:
-- a statement is retracted when a retraction is newer than it, or when the article's newest reading is and does not
-- list it. "Newer" compares the revision first, then the time.
WITH newest_reading AS (
    SELECT DISTINCT ON (id) id, accepted_at, revision, extracted_at, statement_ids
    FROM article
    WHERE id = ANY (%(ids)s) AND extracted_at IS NOT NULL
    ORDER BY id, accepted_at DESC, revision DESC
),
withdrawn AS (
    SELECT retraction.statement_id, article.accepted_at, article.revision, retraction.retracted_at
    FROM retraction
    JOIN article ON (article.id, article.revision) = (retraction.article_id, retraction.revision)
    WHERE retraction.article_id = ANY (%(ids)s)
),
due AS (
    SELECT
        statement.id,
        coalesce(
            (
                SELECT min(withdrawn.retracted_at)
                FROM withdrawn
                WHERE withdrawn.statement_id = statement.id
                    AND (withdrawn.accepted_at, withdrawn.revision, withdrawn.retracted_at)
                        >= (article.accepted_at, article.revision, statement.extracted_at)
            ),
            CASE
                WHEN (article.accepted_at, article.revision, statement.extracted_at)
                    <= (newest_reading.accepted_at, newest_reading.revision, newest_reading.extracted_at)
                    AND statement.id <> ALL (newest_reading.statement_ids)
                THEN newest_reading.extracted_at
            END
        ) AS retracted_at
    FROM statement
    JOIN article ON (article.id, article.revision) = (statement.article_id, statement.revision)
    LEFT JOIN newest_reading ON newest_reading.id = statement.article_id
    WHERE statement.article_id = ANY (%(ids)s)
)
UPDATE statement
SET retracted_at = due.retracted_at, updated_at = now()
FROM due
WHERE due.id = statement.id AND (due.retracted_at IS NULL) <> (statement.retracted_at IS NULL)
