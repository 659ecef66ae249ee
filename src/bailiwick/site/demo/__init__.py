"""A demonstration organization: an invented ferry operator with a year of incidents, the same for the same seed."""
