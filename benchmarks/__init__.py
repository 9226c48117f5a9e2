"""How fast onrecord is, measured: `python -m benchmarks.bench_extract --help`, from the repository's root."""

import os

# Here, for the libraries look at these once, when they are loaded: everything is measured on one thread.
for _setting in ("OMP", "OPENBLAS", "MKL", "BLIS", "NUMEXPR", "VECLIB", "RAYON"):
    os.environ[f"{_setting}_NUM_THREADS"] = "1"
