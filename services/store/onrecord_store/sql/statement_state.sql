-- Whether a statement is in force.
SELECT retracted_at IS NULL AS in_force FROM statement WHERE id = %(id)s
