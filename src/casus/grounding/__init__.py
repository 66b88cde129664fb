"""From names to actors and places, from expressions of time to intervals, from undated text to a date with reasons."""
