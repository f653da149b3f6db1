"""Tests of confgraph.reading."""
