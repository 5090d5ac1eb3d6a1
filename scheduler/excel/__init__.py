"""Workbooks somebody else made, read without trusting them: one home for surveys, timetables and school templates."""
