"""The Jinja2 side of the pages: the environment, its filters and its globals."""
