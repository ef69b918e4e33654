"""The bench: every job of goalconv beside its peers and beside the least that the job can take.

`make bench` runs all of it and writes docs/bench.md; `python -m bench --help` says how to run a part.
"""
