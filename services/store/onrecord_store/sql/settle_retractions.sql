-- Bring `retracted_at` of these articles' statements in line with all that is known, in whatever order it came:
-- a statement is retracted when a retraction is newer than it, or when the article's newest reading is and does not
-- list it. "Newer" compares the revision first, then the time. Gives the statements that a reading has retracted now.
WITH newest_reading AS (
    SELECT DISTINCT ON (reading.article_id)
        reading.article_id, article.accepted_at, reading.revision, reading.extracted_at, reading.statement_ids,
        reading.extractor_name, reading.extractor_version
    FROM reading
    JOIN article ON (article.id, article.revision) = (reading.article_id, reading.revision)
    WHERE reading.article_id = ANY (%(ids)s)
    ORDER BY reading.article_id, article.accepted_at DESC, reading.revision DESC, reading.extracted_at DESC
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
        (
            SELECT min(withdrawn.retracted_at)
            FROM withdrawn
            WHERE withdrawn.statement_id = statement.id
                AND (withdrawn.accepted_at, withdrawn.revision, withdrawn.retracted_at)
                    >= (article.accepted_at, article.revision, statement.extracted_at)
        ) AS withdrawn_at,
        CASE
            WHEN (article.accepted_at, article.revision, statement.extracted_at)
                <= (newest_reading.accepted_at, newest_reading.revision, newest_reading.extracted_at)
                AND statement.id <> ALL (newest_reading.statement_ids)
            -- a revision that comes back was read before it was accepted again; and an older revision that is read
            -- late is told of late, so that only what is told with a later time withdraws it
            THEN greatest(
                newest_reading.accepted_at,
                newest_reading.extracted_at,
                statement.extracted_at + interval '1 microsecond'
            )
        END AS unlisted_at,
        newest_reading.revision,
        newest_reading.extractor_name,
        newest_reading.extractor_version
    FROM statement
    JOIN article ON (article.id, article.revision) = (statement.article_id, statement.revision)
    LEFT JOIN newest_reading ON newest_reading.article_id = statement.article_id
    WHERE statement.article_id = ANY (%(ids)s)
),
settled AS (
    UPDATE statement
    SET retracted_at = coalesce(due.withdrawn_at, due.unlisted_at), updated_at = now()
    FROM due
    WHERE due.id = statement.id
        AND (
            (coalesce(due.withdrawn_at, due.unlisted_at) IS NULL) <> (statement.retracted_at IS NULL)
            -- told of again since it was retracted
            OR (due.withdrawn_at IS NULL AND statement.retracted_at < statement.extracted_at)
        )
    RETURNING
        statement.id, statement.article_id, due.withdrawn_at, due.unlisted_at, due.revision, due.extractor_name,
        due.extractor_version
)
SELECT id, article_id, revision, extractor_name, extractor_version, unlisted_at AS retracted_at
FROM settled
WHERE withdrawn_at IS NULL AND unlisted_at IS NOT NULL
ORDER BY article_id, id
