"""How well attributions and statements are found, on annotated corpora; `docs/evaluation.md` defines the figures."""
