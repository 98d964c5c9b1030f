"""What people say about a page: labels, spans, their history and where they are kept."""
