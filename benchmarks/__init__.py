"""Accuracy and speed, each one command."""
