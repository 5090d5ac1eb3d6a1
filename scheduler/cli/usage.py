"""A command line nobody can obey, explained: the word, the rule, the nearest valid word, where to read on."""

import re
from typing import Any

import typer

from scheduler.cli.texts import say
from scheduler.config.nearest import nearest

USAGE_ERROR: type[Exception] = typer.BadParameter.__bases__[0]
"""What the parser raises; BadParameter is one of its kinds."""
_CHOICE = re.compile(r"'(?P<word>.*)' is not one of (?P<known>.*?)\.?$")
_QUOTED = re.compile(r"'([^']*)'")


def explain_usage(error: Exception, language: str) -> str:
    """What is wrong with a command line, and which help to read."""
    if type(error).__name__.startswith("NoArgsIsHelp"):
        return str(getattr(error, "message", ""))
    context: Any = getattr(error, "ctx", None)
    where = getattr(context, "command_path", "afterschool")
    return f"{_fault(error, context, language)}\n{say('usage.help', language, command=where)}"


def _fault(error: Exception, context: Any, language: str) -> str:
    """One sentence for the faults planners make; the parser's own words for the rest."""
    kind, message = type(error).__name__, str(getattr(error, "message", error))
    command, parameter = getattr(context, "command", None), getattr(error, "param", None)
    if kind == "NoSuchOption":
        known = [name for item in getattr(command, "params", ()) for name in item.opts]
        word = str(getattr(error, "option_name", message))
        return say("usage.option", language, word=word, hint=_hint(word, known, language))
    if kind == "MissingParameter":
        return say("usage.missing", language, word=_name(parameter))
    if kind == "BadParameter" and parameter is None:
        return message
    if kind == "BadParameter":
        return say("usage.value", language, word=_name(parameter), reason=_reason(message, language))
    verbs, said = list(getattr(command, "commands", {})), _QUOTED.search(message)
    if "No such command" in message and said:
        hint = _hint(said[1], verbs, language)
        return say("usage.verb", language, word=said[1], verbs=", ".join(verbs), hint=hint)
    return message


def _name(parameter: Any) -> str:
    """An option as typed, an argument as the help writes it."""
    options = getattr(parameter, "opts", None) or [""]
    return options[0] if options[0].startswith("-") else str(getattr(parameter, "metavar", None) or options[0])


def _reason(message: str, language: str) -> str:
    plain = message.removeprefix("Value error, ")
    choice = _CHOICE.match(plain)
    if choice is None:
        return plain
    known = _QUOTED.findall(choice["known"])
    hint = _hint(choice["word"], known, language)
    return say("usage.choice", language, word=choice["word"], known=", ".join(known), hint=hint)


def _hint(word: str, known: list[str], language: str) -> str:
    found = nearest(word, known)
    return say("usage.near", language, word=found) if found else ""
