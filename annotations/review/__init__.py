"""Use cases, each named by the reviewer's or admin's verb, in one transaction, with one event."""
