def transform(table):
    table = table.copy()
    table["pressure per year"] = table["pressure, mm"] / table["age"]
    return table
