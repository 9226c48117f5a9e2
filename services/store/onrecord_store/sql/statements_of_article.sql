-- The statements that stand in one revision of an article by its newest reading, in the order of the text.
WITH newest_reading AS (
    SELECT extracted_at, statement_ids
    FROM reading
    WHERE article_id = %(id)s AND revision = %(revision)s
    ORDER BY extracted_at DESC
    LIMIT 1
),
account AS (
    SELECT DISTINCT ON (version.statement_id) version.statement_id, version.record, version.content_start
    FROM statement_version AS version
    LEFT JOIN newest_reading ON true
    WHERE version.article_id = %(id)s
        AND version.revision = %(revision)s
        AND (
            newest_reading.statement_ids IS NULL
            OR version.statement_id = ANY (newest_reading.statement_ids)
            OR version.last_found_at > newest_reading.extracted_at
        )
        AND NOT EXISTS (
            SELECT FROM retraction
            WHERE retraction.statement_id = version.statement_id
                AND retraction.revision = version.revision
                AND retraction.retracted_at >= version.last_found_at
        )
    ORDER BY version.statement_id, version.last_found_at DESC, version.found_at DESC
)
SELECT account.record::text, entity.same_as AS entity_id
FROM account
-- who the speaker counts as is known for the newest account; an older one may name another
LEFT JOIN statement
    ON statement.id = account.statement_id
    AND statement.speaker IS NOT DISTINCT FROM account.record #>> '{speaker,name}'
LEFT JOIN entity ON entity.id = statement.entity_id
ORDER BY account.content_start, account.statement_id
