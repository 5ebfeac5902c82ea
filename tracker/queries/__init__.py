"""Every SELECT of the program: plain arguments in, rows or small values out; nothing is committed here."""
