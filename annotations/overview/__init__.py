"""What the marks of a story come to: who speaks where, what does not fit together, how well it is all sourced. Reads only."""
