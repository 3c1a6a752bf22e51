"""PURE: how sure a share is, and how concentrated a list of counts. Knows nothing of Django."""
