"""The relations in which records of any kind may stand to each other."""

DUPLICATES = "duplicates"
RELATES_TO = "relates_to"
CAUSED_BY = "caused_by"
# What a relation is called where it begins, and where it leads to.
LABELS = {
    DUPLICATES: ("Repeats", "Repeated by"),
    RELATES_TO: ("Related to", "Related to"),
    CAUSED_BY: ("Caused by", "Causes"),
}
# Those that people set and take back; that one repeats another is part of how it was closed.
BY_HAND = (RELATES_TO, CAUSED_BY)
