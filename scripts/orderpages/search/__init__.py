"""Find the page for what a reader types; the same tables and steps in Python (index, measuring) and in the browser."""
