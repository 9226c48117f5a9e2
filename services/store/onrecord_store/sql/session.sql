-- What a connection keeps for its life.
SELECT
    set_config('timezone', 'UTC', false),
    set_config('datestyle', 'ISO', false),
    set_config('statement_timeout', %(timeout)s, false),
    set_config('default_transaction_read_only', %(read_only)s, false)
