"""The page of one's notifications."""
