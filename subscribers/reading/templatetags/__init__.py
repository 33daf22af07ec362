"""Words and marks that only templates need."""
