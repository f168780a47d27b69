"""One module a family of personal data; each holds functions that yield the spans they find in a text."""
