"""The action plan: themes, actions, progress, evidence, audits, measures; and what staff pledge."""
