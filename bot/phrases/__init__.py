"""Phrases found in chat Dutch, written in a pattern language that a supporter can read and edit."""
