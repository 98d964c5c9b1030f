"""Exchange formats: one module a format. Nothing format-specific stands anywhere else."""
