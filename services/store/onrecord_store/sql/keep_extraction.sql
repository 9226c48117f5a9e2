-- Note what a reading of a revision found.
INSERT INTO reading (article_id, revision, extracted_at, extractor_name, extractor_version, statement_ids)
VALUES (
    %(article_id)s, %(revision)s, %(extracted_at)s, %(extractor_name)s, %(extractor_version)s, %(statement_ids)s
)
ON CONFLICT DO NOTHING
