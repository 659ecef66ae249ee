"""Plain registers: one declaration, served by shared views and by the API."""
