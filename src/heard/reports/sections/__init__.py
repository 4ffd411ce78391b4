"""The sections of the full report, a module each. Every one turns the material into blocks; none writes words."""
