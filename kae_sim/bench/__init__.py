"""The project's own benchmark: figures of this machine beside the limits that the project promises.

A row is a ratio within one run, CPU time, memory, or the wait after a key. Rows that belong together are a file
here and a line in `groups.py`.
"""
