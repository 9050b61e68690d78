def transform(table):
    table["pressure per year"] = table["pressure, mm"] / table["age"]
    return table
