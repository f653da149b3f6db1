"""Tests of confgraph.sandbox."""
