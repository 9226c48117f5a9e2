-- Note a decision by hand: the one of before is no more.
INSERT INTO entity_decision (entity_id, same_as)
VALUES (%(id)s, %(same_as)s)
ON CONFLICT (entity_id) DO UPDATE SET same_as = excluded.same_as, decided_at = now()
