"""One file a screen, each with its style sheet beside it; imported when the screen is first opened."""
