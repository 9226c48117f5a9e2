-- Keep an entity, which counts as itself until it is settled.
INSERT INTO entity (id, kind, key, words, country, article_id, is_vague, name, split_from, same_as)
VALUES (
    %(id)s, %(kind)s, %(key)s, %(words)s, %(country)s, %(article_id)s, %(is_vague)s, %(name)s, %(split_from)s, %(id)s
)
ON CONFLICT (id) DO NOTHING
