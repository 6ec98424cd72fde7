"""Files of planning tools, whose tables refer to each other by internal numbers: replaced by what people know."""
