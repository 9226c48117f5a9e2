-- Entities: who the speakers are across articles, and what was decided about them by hand.

CREATE TABLE entity (
    id text COLLATE "C" PRIMARY KEY,
    kind text NOT NULL,
    key text COLLATE "C",
    words text[] NOT NULL,
    country text,
    article_id text COLLATE "C",
    is_vague boolean NOT NULL,
    name text NOT NULL,
    split_from text COLLATE "C" REFERENCES entity (id),
    same_as text COLLATE "C" NOT NULL REFERENCES entity (id),
    created_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE entity IS 'One row for each key of a name (onrecord_core.entities) and for each split by hand.';
COMMENT ON COLUMN entity.kind IS 'person or body.';
COMMENT ON COLUMN entity.key IS 'The name in one spelling; null for what was split off, which no name joins by itself.';
COMMENT ON COLUMN entity.article_id IS 'The article outside of which nothing says who is meant.';
COMMENT ON COLUMN entity.is_vague IS 'A single name, or one that others have too: joins a fuller one of its article.';
COMMENT ON COLUMN entity.name IS 'As first seen; what is shown is the name that is used most.';
COMMENT ON COLUMN entity.same_as IS 'As whom it counts: worked out from all keys and entity_decision, itself mostly.';

CREATE INDEX entity_key ON entity (kind, key);
CREATE INDEX entity_same_as ON entity (same_as);

CREATE TABLE entity_decision (
    entity_id text COLLATE "C" PRIMARY KEY REFERENCES entity (id),
    same_as text COLLATE "C" NOT NULL REFERENCES entity (id),
    decided_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE entity_decision IS 'By hand: what counts as another (merged), or as itself whatever comes (split).';

CREATE INDEX entity_decision_same_as ON entity_decision (same_as);

CREATE TABLE entity_split (
    entity_id text COLLATE "C" NOT NULL REFERENCES entity (id),
    name_words text[] NOT NULL,
    publisher_words text[] NOT NULL,
    to_id text COLLATE "C" NOT NULL REFERENCES entity (id),
    decided_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (entity_id, name_words, publisher_words)
);

COMMENT ON TABLE entity_split IS 'By hand: statements of a key under one name or by one publisher belong to another.';
COMMENT ON COLUMN entity_split.name_words IS 'All words of the name as written, as in statement; empty for any name.';
COMMENT ON COLUMN entity_split.publisher_words IS 'Words of the publisher''s name; empty for any publisher.';

CREATE TABLE entity_statement (
    statement_id text COLLATE "C" PRIMARY KEY,
    entity_id text COLLATE "C" NOT NULL REFERENCES entity (id),
    decided_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE entity_statement IS 'By hand: single statements that belong to another entity than their names say.';

ALTER TABLE statement
    ADD COLUMN named_entity text COLLATE "C",
    -- deferred, for new names come in last: they are taken one transaction at a time
    ADD COLUMN entity_id text COLLATE "C" REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED;

COMMENT ON COLUMN statement.named_entity IS 'By the key of the speaker''s name; null for a speaker without one.';
COMMENT ON COLUMN statement.entity_id IS 'With regard to the article and to splits; entity.same_as tells the survivor.';

CREATE INDEX statement_entity ON statement (entity_id);

CREATE OR REPLACE VIEW statement_in_force AS
SELECT
    id, article_id, revision, record, kind, speaker_words, country, organization_words,
    publisher_words, content_start, said_at, search,
    -- one key for each way to sort, what has no date comes last
    coalesce(said_at, '-infinity'::date) AS said_at_newest_first,
    coalesce(said_at, 'infinity'::date) AS said_at_oldest_first,
    coalesce(published_at, '-infinity'::timestamptz) AS published_at_newest_first,
    coalesce(published_at, 'infinity'::timestamptz) AS published_at_oldest_first,
    entity_id
FROM statement
WHERE retracted_at IS NULL;
