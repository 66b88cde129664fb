"""Who asks: accounts, sessions, and what stands before every request that writes."""
