"""`python -m kae_sim`: the same as the console script."""

from kae_sim.cli import main

main()
