"""Mentions of organisations: "Ministry of Defence", "the union KNUT", "Acme, a Danish energy company"."""

from collections.abc import Callable
from dataclasses import replace

from onrecord_extract.appositions import apposition_before, apposition_behind
from onrecord_extract.body_mentions import body_mention, kind_of, types_behind
from onrecord_extract.body_names import over_complement
from onrecord_extract.country_names import is_epithet
from onrecord_extract.given_names import is_given_name
from onrecord_extract.lexicon import country_named, country_of_town, known_bodies, seat_of, words
from onrecord_extract.mentions import Mention
from onrecord_extract.paired_bodies import over_and, paired, supplier
from onrecord_extract.regions import is_region
from onrecord_extract.role_words import is_possessive, is_role_word, is_title_like, without_possessive
from onrecord_extract.runs import ACRONYM, Run, age_behind, is_honorific, name_start
from onrecord_extract.selection_words import selection_words

MAX_ACRONYM = 7
_BEFORE_SENTENCES = frozenset({"", ".", "”", '"', ",", "•", "*", "-", "–", "—"})


def organization_mention(run: Run) -> Mention | None:
    """The organisation that a run of capitals names, or None."""
    found = (reader(run) for reader in _READERS)
    return next((mention for mention in found if mention), None)


def _known(run: Run) -> Mention | None:
    known = known_bodies().get(run.name)
    if known is None:
        return None
    mention = body_mention(run, known.kind)
    return replace(mention, country=known.country()) if len(known.countries) == 1 else mention


def _acronym(run: Run) -> Mention | None:
    """ "KNUT"; no label such as "PESKOV:", no surname behind "J."."""
    if len(run) > 1 or len(run.name) > MAX_ACRONYM or not ACRONYM.fullmatch(run.name):
        return None
    if run.name.lower() in selection_words("kickers") | words("initials_of_no_body"):
        return None  # "UPDATE 2", "A&E"
    titled = is_title_like(run.last) or is_honorific(run.tokens, run.first, run.after)
    initial = run.before == "." and run.first > 1 and len(run.tokens[run.first - 2].text) == 1
    beside = initial or (run.behind is not None and run.behind.text == ":")
    return None if titled or beside else body_mention(run)


def _abbreviated(run: Run) -> Mention | None:
    """A name whose initials stand behind it: "Samagi Jana Balawegaya (SJB)"."""
    run = over_and(replace(run, after=over_complement(run.text, run.tokens, run.after)))
    behind = [token.text for token in run.tokens[run.after : run.after + 3]]
    whole = len(run) > 2 and behind[:1] == ["("] and behind[2:] == [")"]  # noqa: PLR2004
    initials = "".join(token.text[0] for token in run.words if token.is_capital)
    return body_mention(run) if whole and behind[1] == initials else None


def _first_nation(run: Run) -> Mention | None:
    """A people of the first inhabitants: "Quay First Nation", "Quay Nation" with "First Nation" elsewhere."""
    return body_mention(run) if len(run) > 2 and run.name.endswith((" First Nation", " First Nations")) else None  # noqa: PLR2004


def _slashed(run: Run) -> Mention | None:
    """A name that ends with the form of a company: "Acme A/S"."""
    if len(run) < 2 or "/" not in run.name:  # noqa: PLR2004
        return None
    mention = body_mention(run)
    return replace(mention, types=mention.types | {"company"})


def _of_country(run: Run) -> Mention | None:
    """A name that ends with a country’s: "Train Operators UK", "Cricket Australia"; no "Neighbouring Peru"."""
    if len(run) < 2:  # noqa: PLR2004
        return None
    parts = [token.text for token in run.words]
    *kinds, last = [*parts[:-1], without_possessive(parts[-1])]
    whole = country_named(" ".join([*kinds, last])) is not None or seat_of(run.name) is not None
    named = country_named(last) is not None or is_region(last)
    many = kinds[-1].endswith("s")
    titled = name_start(run.words) > 0 and not many
    if not named or whole or titled or is_given_name(kinds[0]):
        return None
    noun = many or ACRONYM.fullmatch(kinds[0]) or f" {run.name}" in run.text
    return body_mention(run) if noun and not is_epithet(kinds[-1].lower()) else None


def _worded(run: Run) -> Mention | None:
    """A name that ends with a noun of organisations: "Harbour Office", "Board of Trade"."""
    word = without_possessive(run.last.lower)
    office = is_role_word(word) and word not in {"press", "union"}
    if word not in words("org_words") or office:
        return None
    opens = run.before in _BEFORE_SENTENCES or run.opens_line
    alone = len(run) == 1 and (opens or bool(run.behind and run.behind.lower == "and"))
    if alone and not (run.behind and run.behind.lower == "of"):
        return None  # a common noun that opens its sentence: "Police said"
    return body_mention(replace(run, after=over_complement(run.text, run.tokens, run.after)), kind_of(word))


def _served(run: Run) -> Mention | None:
    """A name with the noun of what serves its bearer: "the Brandt campaign", which is not Brandt."""
    served = run.behind is not None and run.behind.lower in words("bodies_of_persons")
    titled = name_start(run.words) > 0 or is_possessive(run.last)
    return body_mention(replace(run, after=run.after + 1)) if served and not titled else None


def _typed(run: Run) -> Mention | None:
    """A name beside a noun that says what it is: "the union KNUT", "Interfax news agency", "The contractor, Acme"."""
    if name_start(run.words) > 0 or age_behind(run):
        return None
    nouns = words("typing_nouns")
    behind = run.behind
    follows = behind is not None and behind.lower in nouns and not is_role_word(behind.lower)
    joined = follows and behind is not None and run.text[run.last.end : behind.start] in {" ", "\u00a0"}
    if joined and country_of_town(run.name):
        return None  # "the Oslo shipyard"
    if run.before in nouns or (joined and not is_possessive(run.last)):
        return body_mention(run)
    if types_behind(run) and run.behind and run.behind.text == "," and not is_given_name(run.words[0].text):
        return body_mention(run)  # "Acme, the company that makes them"
    if run.before != "," or run.first < 2 or run.tokens[run.first - 2].lower not in words("bodies"):  # noqa: PLR2004
        return None
    lead = apposition_before(run.text, run.tokens, run.first)
    office = any(is_role_word(token.lower) for token in run.tokens[lead : run.first])
    closed = run.behind is None or not run.behind.is_word  # not "They stay in the town, Brandt said"
    return body_mention(run) if lead < run.first and closed and not office else None


def _told_behind(run: Run) -> Mention | None:
    """A name that a calling opens, where what stands behind it says that it is a body’s: "Nurse Watch, a charity,"."""
    told = name_start(run.words) > 0 and run.behind is not None and run.behind.text == "," and types_behind(run)
    titles = (words("offices"), words("forms_of_address"))
    person = told and (is_given_name(run.last.text) or any(t.lower in known for t in run.words for known in titles))
    return body_mention(run) if told and not person else None


def _opened(run: Run) -> Mention | None:
    """A name that begins as those of clubs or bodies do: "Atlético Sur", "Banco Norte"."""
    opener = run.words[0].lower
    if len(run) < 2 or is_possessive(run.words[0]) or any(is_role_word(t.lower) for t in run.words):  # noqa: PLR2004
        return None
    if opener in words("body_openers"):
        return body_mention(run)
    if opener not in words("club_openers") or name_start(run.words) > 0:
        return None
    if apposition_behind(run.text, run.tokens, run.after):
        return None  # "Real Madrid", but not "Esperance Doe, a nurse"
    mention = body_mention(run)
    return replace(mention, types=mention.types | {"club"})


def _with_article(run: Run) -> Mention | None:
    """ "the Taliban said", but no adjective: "the Calder link"."""
    if len(run) > 1 or run.before != "the" or is_title_like(run.last):
        return None
    if is_possessive(run.last) or is_given_name(run.name):
        return None
    verb = run.behind.lower if run.behind and run.behind.is_word else ""
    acts = not verb or verb in words("auxiliaries") or verb in {"said", "says", "told"} or verb.endswith("ed")
    return body_mention(run) if acts else None


_READERS: tuple[Callable[[Run], Mention | None], ...] = (
    _served,
    _known,
    _acronym,
    _abbreviated,
    _first_nation,
    _slashed,
    _of_country,
    paired,
    supplier,
    _worded,
    _told_behind,
    _typed,
    _opened,
    _with_article,
)
