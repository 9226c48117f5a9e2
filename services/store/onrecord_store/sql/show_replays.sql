-- Replays, the newest first, with how far they are.
SELECT
    replay.id, replay.request::text, replay.created_at, replay.finished_at, replay.stopped,
    count(article.article_id) AS articles,
    count(article.done_at) AS done,
    count(*) FILTER (WHERE article.skipped) AS skipped,
    count(article.failure) AS failed,
    coalesce(sum(article.unchanged), 0) AS unchanged,
    coalesce(sum(article.changed), 0) AS changed,
    coalesce(sum(article.new), 0) AS new,
    coalesce(sum(article.retracted), 0) AS retracted
FROM replay
LEFT JOIN replay_article AS article ON article.replay_id = replay.id
WHERE (%(id)s::text IS NULL OR replay.id = %(id)s::text)
    AND (%(digest)s::text IS NULL OR replay.finished_at IS NULL AND replay.digest = %(digest)s::text)
GROUP BY replay.id
ORDER BY replay.created_at DESC, replay.id
LIMIT %(limit)s
