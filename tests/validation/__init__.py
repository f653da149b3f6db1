"""Tests of confgraph.validation."""
