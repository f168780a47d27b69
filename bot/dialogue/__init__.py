"""Rasa's side of the private line between the front door and the dialogue engine."""
