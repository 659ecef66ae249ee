"""The relations in which records of any kind may stand to each other."""

DUPLICATES = "duplicates"
