"""One file with everything an installation has, and the way back from it."""
