"""The nation: how much councils differ, where each stands among them, and how shares move over the years."""
