-- Plan what a transaction does without looking at its values: they lead to the same plan each time, by ids, and what is
-- asked with a handful of them is planned in longer than it is done.
SELECT set_config('plan_cache_mode', 'force_generic_plan', true)
