-- The oldest events of the outbox, for the one process that publishes; nothing where another does.
SELECT id, event
FROM outbox
WHERE pg_try_advisory_xact_lock(%(lock)s)
ORDER BY id
LIMIT %(limit)s
