"""How people come in: accounts, sessions, passwords, and the organization they enter."""
