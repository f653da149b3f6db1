"""Tests of remote/: other machines that behave and that do not."""
