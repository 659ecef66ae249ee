"""The pages of the incident process."""
