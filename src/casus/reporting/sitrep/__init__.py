"""Situation reports: one model of the report, and a writer for each format."""
