"""Counting the cube: what is counted of a question, the engines that count, and the long frame they all come to."""
