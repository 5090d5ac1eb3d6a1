"""A whole school as an Excel workbook, made from the schema, filled in by planners, and read back without loss."""
