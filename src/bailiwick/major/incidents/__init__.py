"""Major incidents (8.6.1): criteria, declaration, lead, procedure, information, review."""
