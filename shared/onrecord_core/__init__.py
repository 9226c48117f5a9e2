"""What the services of onrecord share: records, events, streams, delivery, settings and logs."""
