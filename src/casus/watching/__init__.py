"""Feeds, sitemaps and pages on a schedule, and alerts about what they bring."""
