-- As whom these entities count.
SELECT id, same_as FROM entity WHERE id = ANY (%(ids)s)
