"""The widget's side of the front door: sessions, messages in, events out."""
