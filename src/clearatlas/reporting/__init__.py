"""What the command tells a person: what was placed, and what wants a decision."""
