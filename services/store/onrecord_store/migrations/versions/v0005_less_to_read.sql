-- What lets questions, and the driver of replays, read as much as they answer.

-- The planner takes no figures from a partial index: without these it guesses how many statements a day leaves.
CREATE STATISTICS statement_said_at_newest_first ON (coalesce(said_at, '-infinity'::date)) FROM statement;
CREATE STATISTICS statement_said_at_oldest_first ON (coalesce(said_at, 'infinity'::date)) FROM statement;

-- With the day in the index, statements of other days are passed over in it, whichever end it is read from.
DROP INDEX statement_published_at_newest_first;
DROP INDEX statement_published_at_oldest_first;
CREATE INDEX statement_published_at_newest_first ON statement
    ((coalesce(published_at, '-infinity'::timestamptz)), id, (coalesce(said_at, '-infinity'::date)))
    WHERE retracted_at IS NULL;
CREATE INDEX statement_published_at_oldest_first ON statement
    ((coalesce(published_at, 'infinity'::timestamptz)), id, (coalesce(said_at, '-infinity'::date)))
    WHERE retracted_at IS NULL;

-- An entity's statements in force are counted in the index alone.
DROP INDEX statement_entity;
CREATE INDEX statement_entity ON statement (entity_id, retracted_at);

-- What the driver of replays looks for again and again, with no more rows than it looks for.
DROP INDEX replay_article_open;
CREATE INDEX replay_article_waiting ON replay_article (replay_id, article_id)
    WHERE done_at IS NULL AND sent_at IS NULL;
CREATE INDEX replay_article_sent ON replay_article (replay_id) WHERE done_at IS NULL AND sent_at IS NOT NULL;

ALTER TABLE replay ADD COLUMN last_sent_at timestamptz;

COMMENT ON COLUMN replay.last_sent_at IS 'When an article of it was sent last.';

UPDATE replay
SET last_sent_at = (SELECT max(sent_at) FROM replay_article WHERE replay_id = replay.id)
WHERE finished_at IS NULL;

ANALYZE statement;
