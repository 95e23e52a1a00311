"""Which source is meant, and which claims say the same."""
