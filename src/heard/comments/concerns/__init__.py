"""Signs of concern in what children write, so that a person reads those first. Nothing is decided here."""
