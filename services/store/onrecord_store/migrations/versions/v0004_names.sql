-- Names are looked up among those that more than one article can use, for each article has its own "Foreign Ministry";
-- and the statements that are under a name are found.

DROP INDEX entity_key;
CREATE INDEX entity_key ON entity (kind, key) WHERE article_id IS NULL;

CREATE INDEX statement_named_entity ON statement (named_entity);
