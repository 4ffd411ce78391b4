"""Findings are interpreted together: sessions, remarks, votes, evidence from elsewhere, deep dives, priorities."""
