"""The tests of confgraph.spark."""
