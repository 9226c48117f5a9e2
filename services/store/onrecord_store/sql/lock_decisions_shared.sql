-- Keep decisions by hand out for as long as statements are written; `lock_decisions` waits for that, and holds it up.
SELECT pg_advisory_xact_lock_shared(8029464475914629)
