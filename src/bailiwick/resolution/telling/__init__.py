"""Who hears of what happens to incidents."""
