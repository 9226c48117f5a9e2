"""What can be wrong with a corpus."""

from onrecord_core.errors import OnrecordError


class CorpusError(OnrecordError):
    """A corpus or a file of predictions that cannot be read. The message says where and what to change."""
