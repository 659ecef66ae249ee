"""Hundreds of people with live pages open, and a desk at work meanwhile."""
