"""Pages of words, of a wave's reports, and of every council's."""
