-- Decide alone: whoever writes statements, or decides too, has finished before and begins after.
SELECT pg_advisory_xact_lock(8029464475914629)
