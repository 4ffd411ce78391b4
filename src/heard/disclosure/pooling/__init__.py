"""Figures of several councils together, where every council's small numbers stay in doubt beside them."""
