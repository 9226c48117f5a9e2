-- Every publisher that an article names.
SELECT DISTINCT record ->> 'publisher' AS publisher FROM article WHERE record ->> 'publisher' IS NOT NULL
