"""The command palette: pages, things to make, verbs of what is open, what was open lately, and whatever is found."""
