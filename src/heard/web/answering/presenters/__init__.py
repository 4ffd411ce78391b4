"""What the child's pages show, as frozen values that the templates only walk through."""
