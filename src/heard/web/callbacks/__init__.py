"""Children and young people who ask that somebody gets in touch with them: with a name, and apart from every answer."""
