"""Pieces that several screens use. Each takes Content, never a bare string from outside."""
