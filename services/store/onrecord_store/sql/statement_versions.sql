-- Every account that was given of a statement, in the order of time.
SELECT record::text, found_at, last_found_at
FROM statement_version
WHERE statement_id = %(id)s
ORDER BY found_at, last_found_at, revision
