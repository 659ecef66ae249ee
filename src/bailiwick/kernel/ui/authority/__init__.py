"""Who may do what, and why: a page for a person or a role."""
