"""The simulated hospitals: streams, pathways, accounts, measures and truth."""
