"""A paper as a Word document, made from a form that an office can change."""
