"""What every vendor stands on. It knows no vendor."""
