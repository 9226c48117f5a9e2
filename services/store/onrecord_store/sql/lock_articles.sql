-- Lock all revisions of these articles, in one order for everybody, so that statements of an article change in turn.
SELECT id FROM article WHERE id = ANY (%(ids)s) ORDER BY id, revision FOR NO KEY UPDATE
