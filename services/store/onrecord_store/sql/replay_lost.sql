-- Have articles sent again; one that was sent often enough is given up.
UPDATE replay_article
SET sent_at = NULL,
    entry_id = NULL,
    done_at = CASE WHEN sends >= %(sends)s THEN clock_timestamp() END,
    failure = CASE WHEN sends >= %(sends)s THEN %(failure)s END
WHERE replay_id = %(replay)s AND article_id = ANY (%(articles)s) AND done_at IS NULL
