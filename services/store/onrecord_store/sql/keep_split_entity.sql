-- Keep an entity that is split off another: of its kind and country, and without a key, so that no name joins it.
INSERT INTO entity (id, kind, words, country, is_vague, name, split_from, same_as)
SELECT %(id)s, kind, '{}', country, false, name, id, %(id)s
FROM entity
WHERE id = %(whole)s
ON CONFLICT (id) DO NOTHING
