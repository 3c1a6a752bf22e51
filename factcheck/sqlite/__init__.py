"""SQLite, with its writers in line."""
