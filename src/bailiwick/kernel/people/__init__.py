"""People who are known elsewhere already, brought in by the hundred: from files, and from whatever gives rows."""
