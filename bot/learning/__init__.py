"""What both the dialogue model and the safety net learn with: sentence vectors, word features, linear models.

Nothing here knows of Rasa, so that danger is still recognised when Rasa is down.
"""
