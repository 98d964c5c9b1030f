"""The screens: the list of pages, the reader, help and prompts."""
