"""The performance harness: figures beside the raw limit, taken in one run on one machine."""
