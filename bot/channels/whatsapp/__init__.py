"""WhatsApp through the Cloud API: webhook in, sender out."""
