"""Saved views of lists: kept, changed, shared and put into an order, for every list that has them."""
