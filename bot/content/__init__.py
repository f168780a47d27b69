"""The content: how its fragments become one Rasa project, and what is checked about them."""
