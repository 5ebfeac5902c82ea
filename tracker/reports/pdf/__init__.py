"""A paper as PDF for the archive, set by Typst."""
