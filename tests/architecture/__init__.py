"""The tests that keep the house honest: sizes, names, words, verbs, references, the database, numbers of queries."""
