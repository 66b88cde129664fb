"""Figures as SVG text: the map, the events by day, totals over time. No date of today, no randomness: the same values give the same drawing."""
