"""Real identity providers that tests sign in with, on this machine only."""
