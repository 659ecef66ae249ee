"""Lists as files: each list is declared once and can then be exported from its page and through the API."""
