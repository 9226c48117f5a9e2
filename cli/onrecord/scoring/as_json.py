"""Figures as JSON; every share is from 0 to 1."""

from onrecord.scoring.clusters import Clusters
from onrecord.scoring.figures import Figures, Found

type Tree = dict[str, object]


def attribution_figures(figures: Figures) -> Tree:
    """The figures of attributions, grouped by the dots in their names."""
    flat: Tree = {name: _prf(found) for name, found in figures.found.items()}
    flat |= {name: share.value for name, share in figures.shares.items()}
    return _grouped(flat | dict(figures.counts))


def _grouped(flat: Tree) -> Tree:
    tree: Tree = {}
    groups: dict[str, Tree] = {}
    for name, value in flat.items():
        group, dot, rest = name.partition(".")
        if dot:
            groups.setdefault(group, {})[rest] = value
        else:
            tree[name] = value
    return tree | {group: _grouped(inner) for group, inner in groups.items()}


def statement_figures(figures: Figures) -> Tree:
    """The figures of statements."""
    found = figures.found["found"]
    return {
        "gold": found.gold,
        "predicted": found.predicted,
        "precision": found.precision,
        "recall": found.recall,
        "f1": found.f1,
        "attributed_f1": figures.found["attributed"].f1,
        **{name: _prf(one) for name, one in figures.scored.items() if name not in {"found", "attributed"}},
        **{name: share.value for name, share in figures.shares.items()},
        **figures.counts,
    }


def _prf(found: Found | Clusters) -> Tree:
    return {"p": found.precision, "r": found.recall, "f1": found.f1}
