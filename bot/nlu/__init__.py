"""Rasa components that understand what a resident types; one component a file."""
