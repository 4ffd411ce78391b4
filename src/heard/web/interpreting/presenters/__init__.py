"""The words of the pages on what people make of findings, as frozen values that the templates only walk through."""
