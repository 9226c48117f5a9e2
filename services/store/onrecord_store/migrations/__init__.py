"""The migrations of the database, run by `onrecord_store.migrate`."""
