"""Which finder of attributions is in use: a model that is shipped, one in a folder, or the rules."""

from functools import lru_cache
from pathlib import Path

from onrecord_core.errors import OnrecordError

from onrecord_extract import data_files
from onrecord_extract.attributions import AttributionFinder
from onrecord_extract.rules import RuleFinder
from onrecord_extract.settings import ExtractSettings

SHIPPED = Path(__file__).parent / "models"
DEFAULT, FAST, RULES = "default", "fast", "rules"


class ModelError(OnrecordError):
    """The folder named as the extractor's model holds no whole model. The message says what is wrong."""


def load_finder(model: str = DEFAULT, *, threads: int = 1) -> AttributionFinder:
    """The finder that `model` names, loaded once for each of the arguments.

    `model` is "default" or empty (the most accurate model), "fast" (a smaller one), "rules" (no model), or the folder
    of another model. `threads` compute. Raises ModelError where there is
    no whole model.
    """
    return RuleFinder() if model == RULES else _loaded(model or DEFAULT, threads)


@lru_cache(maxsize=4)
def _loaded(name: str, threads: int) -> AttributionFinder:
    # Here, so that who extracts by rules need not wait for onnxruntime.
    from onrecord_tagger.manifest import ModelFolderError  # noqa: PLC0415

    from onrecord_extract.tagged import ModelFinder  # noqa: PLC0415

    try:
        return ModelFinder(SHIPPED / name if name in (DEFAULT, FAST) else Path(name), threads)
    except ModelFolderError as error:
        raise ModelError(f"ONRECORD_EXTRACTOR_MODEL: {error}") from error


def configured_finder(settings: ExtractSettings | None = None) -> AttributionFinder:
    """The finder that `ONRECORD_EXTRACTOR_MODEL` and the settings beside it ask for.

    Raises ModelError, or LexiconError where a file of `ONRECORD_LEXICON_DIR` cannot be used: who starts is to be told
    of it then, not at the first article.
    """
    chosen = settings or ExtractSettings()
    data_files.check()
    return load_finder(chosen.extractor_model, threads=chosen.extract_threads)
