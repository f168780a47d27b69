"""The ways residents reach Naast: the web widget and WhatsApp. All of them call the same turn."""
