"""The safety net: danger in a message, answered from fixed texts. Only `service` is public."""
