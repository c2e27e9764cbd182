"""Deciding and delivering: tokens, adoption by committees and sign-offs, value, the planner."""
