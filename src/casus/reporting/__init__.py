"""Reports that people read: the single-file HTML report with its map, timeline and evidence."""
