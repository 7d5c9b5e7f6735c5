"""DuckDB on what the scripts beside do not ask it: the figures of the five tables, and five million respondents.

usage: duck.py COMMON figures            -> figures_duckdb.json: the cells of the ten tables of the comments
       duck.py COMMON respondents T      -> result_duckdb_5m_tT.json: weighted 13 x 8, and of the 5% whose words match
COMMON is the folder of common.py; BENCH_DIR holds comments.parquet and respondents.csv."""
import json
import os
import sys

sys.path.insert(0, sys.argv[1])
import duckdb
from common import P, XF, XT, Out, rss, timeit


def figures():
    c = duckdb.connect()
    c.execute(f"create view c as select * from '{P}/comments.parquet'")
    match = f"contains(' '||text||' ', ' {XF} ')"
    found = []
    for group, where in (("xtab_all", "true"), ("xtab_filter", match)):
        for r, cc in XT:
            rows = f"unnest({r})" if r == "themes" else r
            sql = f"select {rows} r, {cc} c, count(*), sum(weight) from c where {where} and {r} is not null group by 1, 2"
            cells = [[str(a), str(b), n, w] for a, b, n, w in c.execute(sql).fetchall() if a is not None]
            found.append({"group": group, "rows": r, "columns": cc, "cells": cells})
    json.dump(found, open(f"{P}/figures_duckdb.json", "w"))


def respondents(threads):
    file = f"{P}/respondents.duckdb"
    if not os.path.exists(file):
        c = duckdb.connect(file)
        c.execute(
            "create table r as select region::utinyint region, age::utinyint age, weight::double weight, words, "
            f"coalesce(contains(' '||words||' ', ' bus '), false) bus from read_csv('{P}/respondents.csv', header=true, "
            "columns={'region':'int','age':'int','weight':'double','words':'varchar'})"
        )
        c.close()
    c = duckdb.connect(file, read_only=True, config={"threads": threads})
    out = Out(f"duckdb_5m_t{threads}")
    found = []
    for group, where in (("xtab_all", "true"), ("xtab_filter", "bus"), ("xtab_words", "contains(' '||words||' ', ' bus ')")):
        sql = f"select region, age, count(*), sum(weight) from r where {where} group by 1, 2"
        times, cells = timeit(lambda: c.execute(sql).fetchall())
        out.add(group, times)
        found.append({"group": group, "cells": [x for x in cells if x[1] is not None]})
    out.note(version=duckdb.__version__, figures=found, rss_query_mb=round(rss()))
    out.save()


if sys.argv[2] == "figures":
    figures()
else:
    respondents(int(sys.argv[3]))
