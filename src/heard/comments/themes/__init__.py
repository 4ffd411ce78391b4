"""What a comment may be about: suggestions for a moderator, who decides. Suggestions alone are never counted."""

from heard.comments.themes.suggesting import Coded, Suggestion, order_by_uncertainty, suggest_themes

__all__ = ["Coded", "Suggestion", "order_by_uncertainty", "suggest_themes"]
