-- Articles that were sent a while ago and of which nothing was heard.
SELECT article_id, entry_id
FROM replay_article
WHERE replay_id = %(replay)s
    AND done_at IS NULL
    AND sent_at < clock_timestamp() - make_interval(secs => %(seconds)s)
