-- Have all questions of a transaction answered as of its first one.
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ
