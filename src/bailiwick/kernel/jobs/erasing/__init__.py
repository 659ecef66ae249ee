"""What background jobs keep of people goes with them."""
