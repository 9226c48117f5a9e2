-- Note that an article was sent to be read again.
UPDATE replay_article
SET sent_at = clock_timestamp(), entry_id = %(entry)s, sends = sends + 1
WHERE replay_id = %(replay)s AND article_id = %(article)s
