"""A pasted official letter, read literally: what it says, and nothing besides."""
