from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from onrecord_tagger.pieces import Cutter


@pytest.fixture
def cutter(tmp_path: Path) -> Cutter:
    """A tokenizer that spells every word letter by letter."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,:;\"'“”«»’?!-—()/"
    vocabulary = ["<s>", "<pad>", "</s>", "[UNK]", *letters, *(f"##{letter}" for letter in letters)]
    tokenizer = Tokenizer(models.WordPiece({word: place for place, word in enumerate(vocabulary)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    return Cutter(tmp_path / "tokenizer.json")
