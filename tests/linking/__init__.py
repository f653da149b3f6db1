"""Tests of confgraph.linking."""
