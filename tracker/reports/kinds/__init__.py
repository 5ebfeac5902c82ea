"""Each kind of paper: its value, frozen, and what it says in which order."""
