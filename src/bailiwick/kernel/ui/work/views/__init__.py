"""The pages about any work item."""
