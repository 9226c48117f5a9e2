-- What was before: acceptances, readings and accounts of statements; replays; and what is still to be published.

CREATE TABLE acceptance (
    article_id text COLLATE "C" NOT NULL,
    revision text COLLATE "C" NOT NULL,
    accepted_at timestamptz NOT NULL,
    PRIMARY KEY (article_id, revision, accepted_at),
    FOREIGN KEY (article_id, revision) REFERENCES article (id, revision)
);

COMMENT ON TABLE acceptance IS 'One row for each article.accepted event: a text that comes back is accepted again.';

INSERT INTO acceptance SELECT id, revision, accepted_at FROM article;

CREATE TABLE reading (
    article_id text COLLATE "C" NOT NULL,
    revision text COLLATE "C" NOT NULL,
    extracted_at timestamptz NOT NULL,
    extractor_name text NOT NULL,
    extractor_version text NOT NULL,
    statement_ids text[] NOT NULL,
    PRIMARY KEY (article_id, revision, extracted_at),
    FOREIGN KEY (article_id, revision) REFERENCES article (id, revision)
);

COMMENT ON TABLE reading IS 'One row for each time that an extractor read a revision of an article.';
COMMENT ON COLUMN reading.statement_ids IS 'All statements that it found, in the order of the text.';

INSERT INTO reading
SELECT
    article.id, article.revision, article.extracted_at,
    coalesce(min(statement.record #>> '{extractor,name}'), 'unknown'),
    coalesce(min(statement.record #>> '{extractor,version}'), 'unknown'),
    coalesce(article.statement_ids, '{}')
FROM article
LEFT JOIN statement ON (statement.article_id, statement.revision) = (article.id, article.revision)
WHERE article.extracted_at IS NOT NULL
GROUP BY article.id, article.revision;

ALTER TABLE article DROP COLUMN extracted_at, DROP COLUMN statement_ids;

CREATE TABLE statement_version (
    statement_id text COLLATE "C" NOT NULL,
    article_id text COLLATE "C" NOT NULL,
    revision text COLLATE "C" NOT NULL,
    digest bytea NOT NULL,
    record jsonb NOT NULL,
    content_start bigint NOT NULL,
    found_at timestamptz NOT NULL,
    last_found_at timestamptz NOT NULL,
    PRIMARY KEY (statement_id, revision, digest),
    FOREIGN KEY (article_id, revision) REFERENCES article (id, revision)
);

COMMENT ON TABLE statement_version IS 'One row for each account that was given of a statement in a revision.';
COMMENT ON COLUMN statement_version.digest IS 'SHA-256 of the record as PostgreSQL writes it.';
COMMENT ON COLUMN statement_version.found_at IS 'When this account was first given; last_found_at, when it was last.';

CREATE INDEX statement_version_article ON statement_version (article_id, revision);

INSERT INTO statement_version
SELECT
    id, article_id, revision, sha256(convert_to(record::text, 'UTF8')), record, content_start,
    extracted_at, extracted_at
FROM statement;

CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event text NOT NULL
);

COMMENT ON TABLE outbox IS 'Events that the store has yet to publish, written in the transaction that they tell of.';

CREATE TABLE replay (
    id text COLLATE "C" PRIMARY KEY,
    digest text NOT NULL,
    request jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    stopped boolean NOT NULL DEFAULT false
);

COMMENT ON TABLE replay IS 'Articles that are read again, as somebody asked for.';
COMMENT ON COLUMN replay.digest IS 'Of what was asked for: who asks for the same is shown the replay that runs.';

CREATE UNIQUE INDEX replay_unfinished ON replay (digest) WHERE finished_at IS NULL;

CREATE TABLE replay_article (
    replay_id text COLLATE "C" NOT NULL REFERENCES replay (id) ON DELETE CASCADE,
    article_id text COLLATE "C" NOT NULL,
    revision text COLLATE "C" NOT NULL,
    sent_at timestamptz,
    entry_id text,
    sends integer NOT NULL DEFAULT 0,
    done_at timestamptz,
    unchanged integer NOT NULL DEFAULT 0,
    changed integer NOT NULL DEFAULT 0,
    new integer NOT NULL DEFAULT 0,
    retracted integer NOT NULL DEFAULT 0,
    skipped boolean NOT NULL DEFAULT false,
    failure text,
    PRIMARY KEY (replay_id, article_id),
    FOREIGN KEY (article_id, revision) REFERENCES article (id, revision)
);

COMMENT ON TABLE replay_article IS 'The articles of a replay: waiting, sent to be read, done.';
COMMENT ON COLUMN replay_article.entry_id IS 'Its entry in the stream of replays.';
COMMENT ON COLUMN replay_article.sends IS 'How often it was sent; more than once where Redis lost it.';
COMMENT ON COLUMN replay_article.skipped IS 'It was not read, for the current extractor had read it last.';
COMMENT ON COLUMN replay_article.failure IS 'Why it could not be read.';

CREATE INDEX replay_article_open ON replay_article (replay_id, article_id) WHERE done_at IS NULL;
