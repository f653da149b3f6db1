"""Tests of confgraph.sources, which mirror its modules."""
