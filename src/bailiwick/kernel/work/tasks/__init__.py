"""Tasks of work items: in order, with owners; and lists of them for what comes again."""
