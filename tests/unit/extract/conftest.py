"""A model's folder made at test time: it knows the role of each word by heart and links what is nearest."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from onnx import numpy_helper, parser
from onrecord_core.records import Speaker
from onrecord_extract.census import people_of
from onrecord_extract.names import Speakers
from onrecord_extract.tagged import ModelFinder
from onrecord_tagger.labels import LABELS
from onrecord_tagger.manifest import seal, write
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

BEGIN_SOURCE, IN_SOURCE, BEGIN_CUE, IN_CUE, BEGIN_CONTENT, IN_CONTENT = range(1, len(LABELS))
ROLES = {
    "ana": BEGIN_SOURCE,
    "brandt": IN_SOURCE,
    "he": BEGIN_SOURCE,
    "said": BEGIN_CUE,
    "believes": BEGIN_CUE,
    "that": BEGIN_CONTENT,
    "the": IN_CONTENT,
    "quay": IN_CONTENT,
    "was": IN_CONTENT,
    "safe": IN_CONTENT,
    "“": BEGIN_CONTENT,
    "we": IN_CONTENT,
    "will": IN_CONTENT,
    "wait": IN_CONTENT,
}
"""The label of each word; a word that begins nothing is none's where nothing has begun. All others are outside."""

TAGGER = """<ir_version: 10, opset_import: ["" : 18]>
tagger (int64[w,p] ids, int64[w,p] shapes, int64[w,u] heads)
=> (float[w,u,l] emissions, float[w,u,k] projected) {
    chosen = GatherElements<axis = 1>(ids, heads)
    emissions = Gather<axis = 0>(labels, chosen)
    projected = Gather<axis = 0>(states, chosen)
}"""

LINKER = """<ir_version: 10, opset_import: ["" : 18]>
linker (float[w,u,k] projected, int64[w,n,3] spans, int64[w,n] paragraphs) => (float[r,w,n,m] links)
<int64 zero = {0}, int64 two = {2}, int64[1] rows = {2}, int64[1] columns = {1}, int64[1] outer = {0},
 int64[2] around = {0, 2}, int64[3,1,1,1] wanted = {1, 0, 0}, float never = {-1000000000.0}, float far = {-50.0},
 float none = {0.0}, int64[1] last = {3}> {
    first = Gather<axis = 2>(spans, zero)
    role = Gather<axis = 2>(spans, two)
    row = Unsqueeze(first, rows)
    column = Unsqueeze(first, columns)
    gap = Sub(row, column)
    size = Abs(gap)
    near = Neg(size)
    flat = Cast<to = 1>(near)
    score = Unsqueeze(flat, outer)
    heads = Unsqueeze(role, around)
    fits = Equal(heads, wanted)
    masked = Where(fits, score, never)
    least = ReduceMin<keepdims = 1>(masked, last)
    nought = Mul(least, none)
    nobody = Add(nought, far)
    links = Concat<axis = 3>(nobody, masked)
}"""


def write_model(folder: Path) -> Path:
    """Write the model and its manifest."""
    words = ["<s>", "<pad>", "</s>", "[UNK]", *ROLES]
    tokenizer = Tokenizer(models.WordLevel({word: place for place, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    labels = np.zeros((len(words), len(LABELS)), dtype=np.float32)
    for place, word in enumerate(words):
        labels[place, ROLES.get(word, 0)] = 5
    transitions = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for inside in (IN_SOURCE, IN_CUE, IN_CONTENT):
        transitions[[before for before in range(len(LABELS)) if before not in (inside - 1, inside)], inside] = -1e4
    np.save(folder / "transitions.npy", transitions)
    tagger = parser.parse_model(TAGGER)
    tagger.graph.initializer.append(numpy_helper.from_array(labels, "labels"))
    tagger.graph.initializer.append(numpy_helper.from_array(labels[:, :3].copy(), "states"))
    (folder / "tagger.onnx").write_bytes(tagger.SerializeToString())
    (folder / "linker.onnx").write_bytes(parser.parse_model(LINKER).SerializeToString())
    # its links are no probabilities, so every attribution is as likely right as any other
    write(folder, replace(seal(folder, "by-heart", "7", "made for tests"), calibration=(0.0, 2.0)))
    return folder


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model that knows a few words."""
    return write_model(tmp_path_factory.mktemp("model"))


@pytest.fixture
def fresh_model(tmp_path: Path) -> Path:
    """Such a folder of the test's own, to be spoilt."""
    return write_model(tmp_path)


@pytest.fixture(scope="session")
def model_finder(model_folder: Path) -> ModelFinder:
    """A finder with that model."""
    return ModelFinder(model_folder)


@pytest.fixture
def at() -> Callable[[str, str], tuple[int, int]]:
    """Where words stand in a text."""

    def offsets(text: str, words: str) -> tuple[int, int]:
        start = text.index(words)
        return start, start + len(words)

    return offsets


@pytest.fixture
def who() -> Callable[[str], list[Speaker]]:
    """Whom the words in [brackets] stand for, in the order of the text; the brackets themselves are no part of it."""

    def resolved(marked: str) -> list[Speaker]:
        text, spans = "", list[tuple[int, int]]()
        for part in re.split(r"(\[[^\]]*\])", marked):
            word = part.strip("[]")
            if part != word:
                spans.append((len(text), len(text) + len(word)))
            text += word
        speakers = Speakers(text, people_of(text))
        return [speakers.resolve(*span) for span in spans]

    return resolved
