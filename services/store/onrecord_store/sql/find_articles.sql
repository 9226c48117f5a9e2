-- A page of the articles that match, in the order of their ids.
SELECT
    page.id, page.revision, page.accepted_at, page.record::text, page.extracted_at, page.extractor_name,
    page.extractor_version,
    -- a text is looked into once its article is on the page
    (SELECT length(text) FROM article WHERE (id, revision) = (page.id, page.revision)) AS characters
FROM (
    SELECT *
    FROM ({matching}) AS matching
    WHERE %(after)s::text IS NULL OR id > %(after)s::text COLLATE "C"
    ORDER BY id
    LIMIT %(limit)s
) AS page
ORDER BY page.id
