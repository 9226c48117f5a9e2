-- Note what reading an article again changed; the first account stands.
UPDATE replay_article
SET done_at = clock_timestamp(),
    unchanged = %(unchanged)s,
    changed = %(changed)s,
    new = %(new)s,
    retracted = %(retracted)s,
    skipped = %(skipped)s,
    failure = %(failure)s
WHERE replay_id = %(replay)s AND article_id = %(article)s AND done_at IS NULL
