"""The exceptions of onrecord, one class for each failure that a caller can act on.

OnrecordError
├── RefusedError              the input is bad and will stay bad: dead letter at once
│   ├── MalformedEntryError   the stream entry is not what its stream carries
│   ├── NoTextError           nothing to read in the article
│   ├── TooLargeError         over a documented limit
│   ├── LanguageError         no extractor for the article's language
│   ├── SpanMismatchError     a span does not hold the text that it names
│   └── FetchError            the page of a URL cannot be had, and trying again will not help
└── TransientError            a passing fault: the entry is tried again after a growing delay
"""


class OnrecordError(Exception):
    """Base of all that onrecord raises itself."""


class RefusedError(OnrecordError):
    """The input cannot be processed, now or later. The message says what to change."""


class MalformedEntryError(RefusedError):
    """A stream entry or a file that is not what its reader expects."""


class NoTextError(RefusedError):
    """An article without any text to read."""


class TooLargeError(RefusedError):
    """Input over a documented limit."""


class LanguageError(RefusedError):
    """An article in a language that no extractor reads."""


class SpanMismatchError(RefusedError):
    """A span whose text is not what the article holds at its offsets."""


class FetchError(RefusedError):
    """A page that cannot be fetched, and for which trying again will not help."""


class TransientError(OnrecordError):
    """A passing fault of something outside, such as a page that does not answer."""
