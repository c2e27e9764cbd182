"""The screens: a person plays with keys or mouse. Gets a Seat, words for labels, runs for sessions."""
