-- Which of these entities are here.
SELECT id FROM entity WHERE id = ANY (%(ids)s)
