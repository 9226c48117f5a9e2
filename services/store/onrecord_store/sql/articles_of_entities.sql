-- Articles with statements under these entities' names, or that belong to them.
SELECT DISTINCT article_id FROM statement WHERE named_entity = ANY (%(ids)s) OR entity_id = ANY (%(ids)s)
