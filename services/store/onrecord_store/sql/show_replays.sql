-- Replays, the newest first, with how far they are.
SELECT
    replay.id, replay.request::text, replay.created_at, replay.finished_at, replay.stopped,
    far.articles, far.done, far.skipped, far.failed, far.unchanged, far.changed, far.new, far.retracted
FROM (
    SELECT *
    FROM replay
    WHERE (%(id)s::text IS NULL OR id = %(id)s::text)
        AND (%(digest)s::text IS NULL OR finished_at IS NULL AND digest = %(digest)s::text)
    ORDER BY created_at DESC, id
    LIMIT %(limit)s
) AS replay
CROSS JOIN LATERAL (
    SELECT
        count(*) AS articles,
        count(done_at) AS done,
        count(*) FILTER (WHERE skipped) AS skipped,
        count(failure) AS failed,
        coalesce(sum(unchanged), 0) AS unchanged,
        coalesce(sum(changed), 0) AS changed,
        coalesce(sum(new), 0) AS new,
        coalesce(sum(retracted), 0) AS retracted
    FROM replay_article
    WHERE replay_id = replay.id
) AS far
ORDER BY replay.created_at DESC, replay.id
