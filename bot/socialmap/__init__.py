"""The social map: organisations and what they do. Only `bot.socialmap.service` is public."""
