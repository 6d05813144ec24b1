"""An independent witness over the finished site: reads its files and the page table only."""
