"""Words that are no statement about the school."""

from scheduler.statements.words import text


class StatementRefused(ValueError):
    """Words that are no statement about the school; `say(language)` tells why, and the nearest valid word.

    `idle`: they are one, but of a day or a meeting that this week does not have.
    """

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key, self.facts = key, facts

    @property
    def idle(self) -> bool:
        """Whether another week could have what they speak of."""
        return self.key in ("refused.free", "refused.idle")

    def say(self, language: str) -> str:
        """Why, with the nearest valid word; the forms there are where none fits."""
        near = self.facts.get("near")
        hint = text("refused.near", language, near=near) if near else ""
        forms = self.facts.get("forms", ())
        assert isinstance(forms, tuple)
        shown = "".join(f"\n  {zh if language == 'zh' else en}" for zh, en in forms)
        return text(self.key, language, **{**self.facts, "hint": hint, "forms": shown})
