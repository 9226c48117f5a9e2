-- Whether the database answers and its tables are there.
SELECT FROM statement LIMIT 0
