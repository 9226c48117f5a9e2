-- When a statement was withdrawn by an event that says so.
SELECT revision, retracted_at FROM retraction WHERE statement_id = %(id)s ORDER BY retracted_at
