"""Skeleton to one site: engine, compile, fill, whole-site files, swap."""
