"""Incidents together: wholes and their parts, what is no incident, splits."""
