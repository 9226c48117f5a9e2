-- New names come in one transaction at a time, so that each sees the countries of those before it.
SELECT pg_advisory_xact_lock(8029464475914630)
