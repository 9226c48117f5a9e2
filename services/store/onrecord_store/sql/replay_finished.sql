-- Note that all articles of a replay are done.
UPDATE replay SET finished_at = now() WHERE id = %(replay)s AND finished_at IS NULL
