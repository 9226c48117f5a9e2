-- Take published events out of the outbox.
DELETE FROM outbox WHERE id = ANY (%(ids)s)
