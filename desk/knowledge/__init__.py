"""The FAQ as files: read, check, publish, watch."""
