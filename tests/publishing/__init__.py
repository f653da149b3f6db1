"""Tests of confgraph.publishing."""
