"""Regular timetables of other programs as a school's lessons.csv: read, matched to the school's ids and bells."""
