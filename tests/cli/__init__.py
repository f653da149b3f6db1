"""Tests of confgraph.cli."""
