"""Whatever is said about a game: labels, help, plain mode and report writers."""
