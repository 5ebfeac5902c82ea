"""Ways out to people: they deliver what they are given and say what became of it."""
