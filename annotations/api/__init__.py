"""JSON over HTTP, for the reading page and for scripts."""
