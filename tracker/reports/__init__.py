"""Renderers of papers: a report value in, bytes out; they know neither the database nor Flask."""
