"""The pages of verbs over many records, for every list that declares them."""
