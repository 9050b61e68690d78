def transform(table):
    return table.assign(**{"bmi x bp": table["bmi"] * table["bp"]})
