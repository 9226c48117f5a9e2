-- Every reading of an article, in the order of time.
SELECT revision, extracted_at, extractor_name, extractor_version, statement_ids
FROM reading
WHERE article_id = %(id)s
ORDER BY extracted_at, revision
