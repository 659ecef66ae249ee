"""The portal for programs: what is announced to a customer, and ratings."""
