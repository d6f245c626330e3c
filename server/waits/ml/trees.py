"""Gradient-boosted quantiles of the wait: trained by LightGBM, answered by walking the trees.

The same rows give the same trees: one thread, fixed seeds, deterministic histograms. A trained
model is nested tuples, so that answering needs neither LightGBM nor numpy, takes some tens of
microseconds, and a saved model is plain JSON.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

try:
    import lightgbm
except OSError as missing:  # LightGBM's wheel expects the system's OpenMP, which Debian may lack
    raise ImportError(str(missing), name="libgomp1") from missing

# A leaf is a number, a branch (feature, threshold, at or below, above).
Tree = Any
POINT, HIGH = 0.5, 0.82
_ROUNDS = 200
_SEEDS = (1, 2)  # two forests, averaged: less of the answer is luck
_PARAMETERS = {
    "objective": "quantile",
    "learning_rate": 0.1,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 1.0,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}


def train(
    rows: Sequence[Sequence[float]], sizes: Sequence[float], quantile: float, leaves: int
) -> list[Tree]:
    """Trees whose sum is the quantile of `sizes` (log sizes of waits) given a row."""
    features, target = np.asarray(rows, dtype=np.float64), np.asarray(sizes)
    trees: list[Tree] = []
    for seed in _SEEDS:
        parameters = _PARAMETERS | {"alpha": quantile, "num_leaves": leaves, "seed": seed}
        booster = lightgbm.train(parameters, lightgbm.Dataset(features, target), _ROUNDS)
        grown = booster.dump_model()["tree_info"]
        trees += [_tree(info["tree_structure"], 1 / len(_SEEDS)) for info in grown]
    return trees


def _tree(node: dict[str, Any], share: float) -> Tree:
    if "split_feature" not in node:
        return float(node["leaf_value"]) * share
    if node["decision_type"] != "<=":
        raise ValueError(f"a tree with a split by {node['decision_type']!r} can't be walked")
    return (
        int(node["split_feature"]),
        float(node["threshold"]),
        _tree(node["left_child"], share),
        _tree(node["right_child"], share),
    )


def read_tree(kept: Any) -> Tree:
    """A tree as JSON gives it back: lists for branches."""
    if not isinstance(kept, list):
        return float(kept)
    feature, threshold, below, above = kept
    return int(feature), float(threshold), read_tree(below), read_tree(above)


def predict(trees: Sequence[Tree], row: Sequence[float]) -> float:
    """The sum of the leaves that the row falls into."""
    total = 0.0
    for node in trees:
        while type(node) is tuple:
            node = node[2] if row[node[0]] <= node[1] else node[3]
        total += node
    return total
