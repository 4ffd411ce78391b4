"""Pages on what people make of findings, for staff and for the panel; and those that a card opens."""
