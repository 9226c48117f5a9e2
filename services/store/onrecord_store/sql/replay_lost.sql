-- Have articles sent again.
UPDATE replay_article
SET sent_at = NULL, entry_id = NULL
WHERE replay_id = %(replay)s AND article_id = ANY (%(articles)s) AND done_at IS NULL
