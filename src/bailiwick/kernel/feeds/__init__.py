"""Calendars fed by an address: asked every day, with the guard that webhooks have."""
