"""What children write in their own words: identities taken out, themes, concerns, search, counts that may be shown."""
