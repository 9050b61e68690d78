"""Measures how fast fitted models answer: the whole pipeline, as it will serve, a data frame row.

A phase of its own, after all training. Every request is recorded, and percentiles are told for each
repeat, so that their spread can be seen. Rows rotate, so that no cache holds the answer.
"""

import copy
import os
import time
from contextlib import contextmanager

ROTATING = 256  # requests before the same rows come again
MANY = 10000  # requests from which one in a thousand says something


def measure(block, models, tables, folder, send, batches, threads, requests, repeats, warm_up):
    """Measures models at each batch size and number of threads; returns a dict each for the report.

    `tables` has rows to ask for, for each model; `send` tells events; `folder` takes a CSV file
    each with the milliseconds of every request.
    """
    folder.mkdir(parents=True, exist_ok=True)
    plan = [(name, batch, count) for name in models for batch in batches for count in threads]
    found = []
    for name, batch, count in plan:
        where = {"batch": batch, "threads": count}
        load = os.getloadavg()[0]
        frames = rotating_frames(tables[name], batch)
        times = []
        with limited_threads(models[name], count) as model:
            ask(model.predict, frames, warm_up)
            for repeat in range(repeats):
                times.append(ask(model.predict, frames, requests))
                ms = percentiles(times[-1])
                send("latency", model=name, repeat=repeat, requests=requests, ms=ms, **where)
                done = (len(found) * repeats + repeat + 1) * requests
                total = len(plan) * repeats * requests
                send("progress", block=block, done=done, total=total, unit="requests")
        path = folder / f"{name}-b{batch}-t{count}.csv"
        write_times(path, times)
        counts = {"repeats": repeats, "requests": requests, "warm_up": warm_up, "load": load}
        file = f"{folder.name}/{path.name}"
        found.append(dict(block=name, **where, **counts, file=file))
    return found


def rotating_frames(X, batch):
    """Data frames of `batch` rows, sliced beforehand: slicing is no part of a request."""
    count = min(ROTATING, len(X))
    rows = [[(start + i) % len(X) for i in range(batch)] for start in range(count)]
    return [X.iloc[numbers] for numbers in rows]


@contextmanager
def limited_threads(model, count):
    """A copy of a model that uses this many threads: its own jobs and those of BLAS and OpenMP."""
    from threadpoolctl import threadpool_limits

    model = copy.deepcopy(model)
    jobs = [name for name in model.get_params() if name.split("__")[-1] == "n_jobs"]
    model.set_params(**{name: count for name in jobs})
    with threadpool_limits(limits=count):
        yield model


def ask(predict, frames, requests):
    """Milliseconds of each request, one after another."""
    clock = time.perf_counter_ns
    times = []
    for number in range(requests):
        frame = frames[number % len(frames)]
        start = clock()
        predict(frame)
        times.append((clock() - start) / 1e6)
    return times


def percentiles(times):
    import numpy

    wanted = [50, 90, 95, 99] + ([99.9] if len(times) >= MANY else [])
    return {f"p{p}": float(numpy.percentile(times, p)) for p in wanted}


def write_times(path, times):
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="ascii", newline="") as file:
        file.write("repeat,ms\n")
        for repeat, values in enumerate(times):
            file.writelines(f"{repeat},{value!r}\n" for value in values)
    os.replace(part, path)
