-- Settle which articles a replay goes through; those that come later are read by the current extractor anyway.
INSERT INTO replay_article (replay_id, article_id, revision)
SELECT %(replay)s, id, revision
FROM ({matching}) AS matching
