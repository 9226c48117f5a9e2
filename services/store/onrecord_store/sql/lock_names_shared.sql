-- Keep new names out, so that names count as they do until the transaction ends.
SELECT pg_advisory_xact_lock_shared(8029464475914630)
