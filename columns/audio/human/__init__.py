"""A person's reading: what is taken, how it is levelled, and where its sentences are."""
