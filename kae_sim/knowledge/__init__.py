"""What people and papers say, what could be concluded from it, and what a belief is worth."""
