"""The rules of following up, as pure functions: standard library only, today is always given."""
