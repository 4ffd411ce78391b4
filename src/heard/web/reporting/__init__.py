"""The council's own words in its reports, and the set of reports of a wave: one for every reader."""
