"""What can be done on each screen: one registry, read by keys, footer, help and palette."""
