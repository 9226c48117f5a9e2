-- Articles, the statements that stand in them, and what later readings withdrew.

CREATE TABLE article (
    id text COLLATE "C" NOT NULL,
    revision text COLLATE "C" NOT NULL,
    accepted_at timestamptz NOT NULL,
    record jsonb NOT NULL,
    text text NOT NULL,
    extracted_at timestamptz,
    statement_ids text[],
    first_seen_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, revision)
);

COMMENT ON TABLE article IS 'One row for each revision; the current one has the greatest (accepted_at, revision).';
COMMENT ON COLUMN article.accepted_at IS 'Time of the latest article.accepted event of this revision.';
COMMENT ON COLUMN article.record IS 'The Article record without its text.';
COMMENT ON COLUMN article.text IS 'To the character; the offsets of all spans count its code points.';
COMMENT ON COLUMN article.extracted_at IS 'Time of the latest article.extracted event of this revision.';
COMMENT ON COLUMN article.statement_ids IS 'What that event lists: all statements of this revision.';

CREATE INDEX article_revisions ON article (id, accepted_at DESC, revision DESC);

CREATE TABLE statement (
    id text COLLATE "C" PRIMARY KEY,
    article_id text COLLATE "C" NOT NULL,
    revision text COLLATE "C" NOT NULL,
    extracted_at timestamptz NOT NULL,
    record jsonb NOT NULL,
    kind text NOT NULL,
    speaker text,
    speaker_words text[] NOT NULL,
    country text,
    organization_words text[] NOT NULL,
    publisher_words text[] NOT NULL,
    headline text,
    content text NOT NULL,
    content_start bigint NOT NULL,
    said_at date,
    published_at timestamptz,
    retracted_at timestamptz,
    first_seen_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- bounded, for a tsvector holds one megabyte at most
    search tsvector NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('english', left(content, 100000)), 'A')
        || setweight(to_tsvector('english', left(coalesce(speaker, ''), 1000)), 'B')
        || setweight(to_tsvector('english', left(coalesce(headline, ''), 1000)), 'C')
    ) STORED,
    FOREIGN KEY (article_id, revision) REFERENCES article (id, revision)
);

COMMENT ON TABLE statement IS 'One row for each statement, as the newest reading of its article gives it.';
COMMENT ON COLUMN statement.extracted_at IS 'Time of the statement.extracted event by which the record stands.';
COMMENT ON COLUMN statement.record IS 'The whole Statement record.';
COMMENT ON COLUMN statement.speaker_words IS 'Words of the name, without case and accents; likewise the other *_words.';
COMMENT ON COLUMN statement.content_start IS 'Where the content begins in the article, in code points.';
COMMENT ON COLUMN statement.published_at IS 'When the article was published; a day stands as its midnight in UTC.';
COMMENT ON COLUMN statement.retracted_at IS 'Since when a later reading no longer finds it; queries leave it out.';

CREATE TABLE retraction (
    statement_id text COLLATE "C" NOT NULL,
    article_id text COLLATE "C" NOT NULL,
    revision text COLLATE "C" NOT NULL,
    retracted_at timestamptz NOT NULL,
    PRIMARY KEY (statement_id, revision),
    FOREIGN KEY (article_id, revision) REFERENCES article (id, revision)
);

COMMENT ON TABLE retraction IS 'statement.retracted events, kept apart: one can arrive before its statement.';

CREATE VIEW statement_in_force AS
SELECT
    id, article_id, revision, record, kind, speaker_words, country, organization_words, publisher_words,
    content_start, said_at, search,
    -- one key for each way to sort, what has no date comes last
    coalesce(said_at, '-infinity'::date) AS said_at_newest_first,
    coalesce(said_at, 'infinity'::date) AS said_at_oldest_first,
    coalesce(published_at, '-infinity'::timestamptz) AS published_at_newest_first,
    coalesce(published_at, 'infinity'::timestamptz) AS published_at_oldest_first
FROM statement
WHERE retracted_at IS NULL;

CREATE INDEX statement_said_at_newest_first ON statement
    ((coalesce(said_at, '-infinity'::date)), id) WHERE retracted_at IS NULL;
CREATE INDEX statement_said_at_oldest_first ON statement
    ((coalesce(said_at, 'infinity'::date)), id) WHERE retracted_at IS NULL;
CREATE INDEX statement_published_at_newest_first ON statement
    ((coalesce(published_at, '-infinity'::timestamptz)), id) WHERE retracted_at IS NULL;
CREATE INDEX statement_published_at_oldest_first ON statement
    ((coalesce(published_at, 'infinity'::timestamptz)), id) WHERE retracted_at IS NULL;
CREATE INDEX statement_country ON statement
    (country, (coalesce(said_at, '-infinity'::date)), id) WHERE retracted_at IS NULL;
CREATE INDEX statement_names ON statement USING gin (speaker_words, organization_words, publisher_words);
CREATE INDEX statement_search ON statement USING gin (search);
CREATE INDEX statement_article ON statement (article_id, revision);
CREATE INDEX retraction_article ON retraction (article_id);
