"""Parts of screens that are not the reader itself."""
