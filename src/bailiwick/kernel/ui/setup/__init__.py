"""Registers of the kernel: people, teams, parties, roles, calendars, tokens, the organization."""
