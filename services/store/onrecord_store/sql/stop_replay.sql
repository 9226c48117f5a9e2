-- End a replay before its end: what was not sent is not read any more.
UPDATE replay SET stopped = true, finished_at = now() WHERE id = %(id)s AND finished_at IS NULL
