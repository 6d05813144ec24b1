"""What the order and the guidance say: model, loading, checks, tracing."""
