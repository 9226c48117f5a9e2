-- A page of the articles that match, in the order of their ids.
SELECT id, revision, accepted_at, record::text, characters, extracted_at, extractor_name, extractor_version
FROM ({matching}) AS matching
WHERE %(after)s::text IS NULL OR id > %(after)s::text COLLATE "C"
ORDER BY id
LIMIT %(limit)s
