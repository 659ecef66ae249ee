"""Tests of the pages of processes."""
