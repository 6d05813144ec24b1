"""The rules a translation meets, one function each."""
