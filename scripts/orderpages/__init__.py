"""Turn an order's provisions and its guidance for residents into one multilingual static site."""

__version__ = "0.1.0"
