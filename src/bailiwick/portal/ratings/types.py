"""How long ratings are asked for, and what their numbers mean."""

from datetime import timedelta

RATE_WITHIN = timedelta(days=30)
CHANGE_WITHIN = timedelta(days=7)
LOW = 2
SCORES = {5: "Excellent", 4: "Good", 3: "Fair", 2: "Poor", 1: "Very poor"}
