"""Who is told of what, and in which words: pages and API of the rules of telling."""
