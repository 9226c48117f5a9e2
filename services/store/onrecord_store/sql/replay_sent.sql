-- Note that articles were sent to be read again, each as which entry.
WITH sent AS (
    UPDATE replay_article
    SET sent_at = clock_timestamp(), entry_id = entry.id, sends = sends + 1
    FROM unnest(%(articles)s::text[], %(entries)s::text[]) AS entry (article_id, id)
    WHERE replay_id = %(replay)s AND replay_article.article_id = entry.article_id
)
UPDATE replay SET last_sent_at = clock_timestamp() WHERE id = %(replay)s
