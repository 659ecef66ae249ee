"""What pages of figures are made of, whatever they count."""
