"""What an administrator sees and does about how somebody comes in."""
