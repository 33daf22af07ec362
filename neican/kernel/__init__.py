"""The ground floor: plain Python that both wings stand on. Nothing here imports Django."""
