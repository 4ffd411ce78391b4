"""Heard: how children in care and care leavers feel about their lives, from answers to actions."""

__version__ = "0.1.0"
