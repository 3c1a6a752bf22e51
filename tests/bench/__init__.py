"""`make bench`: how fast the product is, each figure beside the least that the same machine could do at the same time."""
