"""Tests of confgraph.writing."""
