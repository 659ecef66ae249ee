"""Data that comes from other tools or goes to them: facts are read here, records are written by the clauses."""
