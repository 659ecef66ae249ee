"""The pages of major incidents (8.6.1): everything that answers a browser."""
