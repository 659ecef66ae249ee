"""Lists as files: asked for from a list's page, downloaded from one's own page of exports."""
