"""Articles in: files read, texts checked, versions stored."""
