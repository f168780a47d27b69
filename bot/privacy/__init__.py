"""What protects the resident: hiding personal data before anything is stored."""
