"""The supporter's console: a server-rendered inbox on its own port."""
