"""Tests of the Jinja2 environment, its filters and the components."""
