"""Conversations, who owns them, and what a supporter receives. Only `service` and `outbox` are public."""
