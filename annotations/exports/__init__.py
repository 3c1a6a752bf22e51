"""Sets out: what goes in, the tables it is written to, the dialects of CSV, and the archive they make."""
