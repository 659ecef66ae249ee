"""What of incidents is shown to people and programs alike; the pages and the API stand on it."""
