-- The oldest replay that is not finished, for the one process that drives it: how many articles are being read, whether
-- some wait, and for how many seconds none was sent.
SELECT
    replay.id,
    replay.request::text,
    (
        SELECT count(*) FROM replay_article
        WHERE replay_id = replay.id AND done_at IS NULL AND sent_at IS NOT NULL
    ) AS sent,
    EXISTS (
        SELECT FROM replay_article
        WHERE replay_id = replay.id AND done_at IS NULL AND sent_at IS NULL
    ) AS waiting,
    extract(epoch FROM clock_timestamp() - last_sent_at)::float8 AS quiet_seconds
FROM replay
WHERE finished_at IS NULL AND pg_try_advisory_xact_lock(%(lock)s)
ORDER BY created_at, id
LIMIT 1
