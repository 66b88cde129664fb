"""How the English pipeline is trained, packaged and measured. Holds no data."""
