-- Note which statements a reading of a revision found; the latest reading stands.
UPDATE article
SET extracted_at = %(extracted_at)s, statement_ids = %(statement_ids)s, updated_at = now()
WHERE id = %(article_id)s
    AND revision = %(revision)s
    AND (extracted_at IS NULL OR extracted_at < %(extracted_at)s)
