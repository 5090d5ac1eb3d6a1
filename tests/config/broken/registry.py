"""Every family of broken configurations, by what is wrong in it."""

from collections.abc import Mapping, Sequence

from tests.config.broken import bytes_of_files, form_of_yaml, names_of_fields, values
from tests.config.broken.case import Broken

FAMILIES: Mapping[str, Sequence[Broken]] = {
    "misspelt sections": names_of_fields.MISSPELT_SECTIONS,
    "misspelt fields": names_of_fields.MISSPELT_FIELDS,
    "unknown fields": names_of_fields.UNKNOWN_FIELDS,
    "fields written twice": names_of_fields.WRITTEN_TWICE,
    "missing fields": names_of_fields.MISSING_FIELDS,
    "missing sections": names_of_fields.MISSING_SECTIONS,
    "tabs": form_of_yaml.TABS,
    "indentation": form_of_yaml.INDENTATION,
    "aliases, anchors, tags, merge keys": form_of_yaml.REFERENCES,
    "quotes": form_of_yaml.QUOTES,
    "brackets": form_of_yaml.BRACKETS,
    "full-width punctuation": form_of_yaml.PUNCTUATION,
    "files that are no mapping": form_of_yaml.WHOLE_FILES,
    "depth and length": form_of_yaml.BOMBS,
    "encodings": bytes_of_files.ENCODINGS,
    "invisible characters": bytes_of_files.INVISIBLE,
    "files not there": bytes_of_files.FILES_IN_THE_WAY,
    "units": values.UNITS,
    "kinds of value": values.KINDS_OF_VALUE,
    "times": values.TIMES,
    "dates": values.DATES,
    "intervals and ranges": values.INTERVALS,
    "weekdays": values.WEEKDAYS,
    "grades": values.GRADES,
    "bounds": values.BOUNDS,
    "words of a closed list": values.WORDS,
    "ids": values.IDS,
}
