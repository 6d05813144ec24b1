"""Content to skeleton Markdown with slots: page table, slots, rendering."""
