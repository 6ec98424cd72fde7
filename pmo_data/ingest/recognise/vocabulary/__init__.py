"""What words and values mean: languages, names of the catalogue, periods, known exports, what a column's cells hold."""
