def transform(table):
    return table.join((table ** 2).add_suffix(" squared"))
