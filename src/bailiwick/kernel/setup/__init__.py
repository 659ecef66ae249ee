"""Administration that needs pages of its own kind: who signs people in."""
