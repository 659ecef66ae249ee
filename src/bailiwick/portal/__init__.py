"""What customers see and do: their own frame, announcements to them, and what they think of the outcome."""
