"""The index over what is published. It finds; it never decides who may see."""
