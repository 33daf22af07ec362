"""The demonstration: its content, its processes, and the check that walks through the main job."""
