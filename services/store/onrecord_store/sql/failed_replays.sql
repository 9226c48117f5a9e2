-- Articles of a replay that could not be read, and why.
SELECT article_id, failure
FROM replay_article
WHERE replay_id = %(id)s AND failure IS NOT NULL
ORDER BY article_id
LIMIT %(limit)s
