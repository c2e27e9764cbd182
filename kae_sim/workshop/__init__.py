"""A room for a workshop: a door with a code, a seat for each person, a roster for the trainer, one board."""
