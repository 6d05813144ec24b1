"""Content to catalogs and back: extract, catalogs, update, localize, check, review."""
