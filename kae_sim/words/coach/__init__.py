"""The coach: twelve messages about what the player does, never about what is true. Each module is read when needed."""
