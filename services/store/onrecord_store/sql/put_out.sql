-- Put an event into the outbox.
INSERT INTO outbox (event) VALUES (%(event)s)
