"""The relations in which records of any kind may stand to each other."""

DUPLICATES = "duplicates"
RELATES_TO = "relates_to"
CAUSED_BY = "caused_by"
PART_OF = "part_of"
MERGED_INTO = "merged_into"
SPLIT_FROM = "split_from"
# What a relation is called where it begins, and where it leads to.
LABELS = {
    PART_OF: ("Part of", "Parts"),
    MERGED_INTO: ("Merged into", "Merged here"),
    SPLIT_FROM: ("Split off from", "Split off"),
    DUPLICATES: ("Repeats", "Repeated by"),
    RELATES_TO: ("Related to", "Related to"),
    CAUSED_BY: ("Caused by", "Causes"),
}
# Those that people set and take back; the others come and go with what was done.
BY_HAND = (RELATES_TO, CAUSED_BY)
# An item has one of each at most, and following them never leads back: the database sees to it.
UPWARD = (PART_OF, MERGED_INTO)
