"""English words that tell what kind of statement a title is."""

from __future__ import annotations

import re
from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DOING: Final = _set(
    "train conduct develop provide hold build distribute deliver organise organize implement establish "
    "create launch facilitate prepare carry give teach hire recruit procure purchase install run "
    "construct publish promote advocate coordinate disseminate undertake perform execute assist "
    "investigate certify inspect operate manage administer enforce collect assess identify offer host ensure supervise "
    "educate counsel enrol enroll renovate refurbish rehabilitate vaccinate refer advise consult raise complete maintain "
    "introduce continue arrange equip mobilise mobilize pilot translate sensitise sensitize"
)
"""Verbs of what a team does, in their base form."""
NOT_ALONE: Final = _set(
    "building running teaching operating publishing carrying holding performing raising continuing completing training giving collecting managing "
    "complete counsel host pilot purchase run continue hold refer maintain raise"
)
"""Forms that begin a statement as an adjective or a noun just as well: "Running water", "Complete coverage"."""
AFTER_DOING: Final = _set(
    "of the a an all new more at to and with for on in courses workshops sessions teachers staff people women men youth children farmers "
    "schools clinics wells roads houses homes flats awareness funds data meetings events campaigns training out up"
)
"""What follows them where they are verbs."""
CHANGED: Final = _set(
    "improved increased reduced decreased enhanced strengthened raised lowered better fewer less more higher lower "
    "greater healthier safer stronger improvement increase reduction decrease"
)
"""Words of a change in people or things."""
VAGUE: Final = _set(
    "strengthen strengthened strengthening enhance enhanced enhancing resilience resilient capacity capacities awareness "
    "empower empowered empowerment sustainable sustainability mainstream mainstreamed leverage synergy holistic "
    "sensitise sensitised sensitization sensitisation transformative"
)
"""Words that mean nothing until an indicator says what."""
PERSONS: Final = _set(
    "people person persons children women men girls boys families households students pupils patients farmers residents citizens "
    "refugees mothers fathers parents youth adults beneficiaries participants clients individuals adolescents teenagers infants "
    "newborns learners trainees workers employees migrants victims survivors detainees members teachers"
)
"""People who are counted."""
MEANS: Final = re.compile(r"\b(?:through|by means of|by|via)\s+(?:\w+ly\s+)?(?:\w+ing|(?:the\s+)?\w+(?:tion|sions?|ment))\b", re.IGNORECASE)
"""A result that names its own means: "through training", "by building"."""
NUMBERING: Final = re.compile(
    r"^\s*+(?:(?:impact|outcome|output|result|goal|objective|activity|target|indicator|sub-?\w+)?\s*+(?:area\s*+)?(?:\d+(?:\.\d+)*\.?[a-z]?|[a-z]\))[.:)]*(?=\s)|#)\s*[-:]?\s*(?=\D)",
    re.IGNORECASE,
)
"""A number, or the name of a level, before a statement: "Output 1.2:", "3b)"."""
CONJUNCTION: Final = re.compile(r";|\band\b|\bas well as\b", re.IGNORECASE)
PEOPLE: Final = _set(
    "people person persons children child women woman men man girls boys families family households household students "
    "pupils patients farmers workers residents citizens tenants clients users customers refugees mothers fathers parents "
    "young youth adults community communities population members learners teachers guests newborns infants drivers "
    "employees staff teams survivors veterans migrants applicants owners companies businesses organisations schools "
    "peoples nations departments agencies institutions entities organizations governments sector sectors industry industries public "
    "police courts hospitals clinics villages cities towns districts neighbourhoods "
    "individual individuals officials ministers stakeholders partners practitioners professionals researchers scientists graduates "
    "apprentices trainees interns volunteers caregivers carers victims detainees prisoners inmates offenders returnees minorities "
    "peasants herders pastoralists fishers fishermen smallholders landlords homeowners renters borrowers lenders voters taxpayers "
    "investors consumers producers entrepreneurs traders contractors suppliers importers exporters operators licensees buyers "
    "travellers travelers passengers visitors motorists pedestrians cyclists athletes artists seniors elders leaders respondents "
    "nurses midwives doctors physicians trainers mentors managers directors beneficiaries participants recipients audiences "
    "countries states provinces regions councils ministries municipalities boards banks firms enterprises markets "
    "lakes oceans coasts reefs mangroves grasslands watersheds streams pollinators turtles trees "
    "species forests rivers wetlands fish birds animals soils habitats ecosystems nobody everyone everybody those who they"
)
"""Who or what may be changed."""
AGENTS: Final = re.compile(r"\b[a-z]{3,}(?:ians|(?<![st])ists|[^gf]ees)\b|\bnew yorkers\b", re.IGNORECASE)
"""Words that end as those for people do: technicians, journalists, grantees."""
NO_AGENTS: Final = _set("lists exists consists persists assists insists resists trees degrees")


def names_somebody(text: str) -> bool:
    """Say whether a text names people, an organisation, or something in nature.

    >>> names_somebody("Grantees report on time"), names_somebody("Improved degrees of freedom")
    (True, False)
    """
    if PEOPLE & set(words_of(text)):
        return True
    return any(found.lower() not in NO_AGENTS for found in AGENTS.findall(text))


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without marks."""
    return re.findall(r"[^\W\d_]+", text.lower())


def unnumbered(text: str) -> str:
    """Return a statement without the number or heading before it.

    >>> unnumbered("Output 1.2: Wells are built"), unnumbered("3b) Wells"), unnumbered("1,200 wells built"), unnumbered("Goal")
    ('Wells are built', 'Wells', '1,200 wells built', 'Goal')
    """
    return NUMBERING.sub("", text, count=1)


def first_verb(text: str) -> str:
    """Return the base form of the verb of doing that a statement begins with, or an empty text.

    >>> first_verb("Training of teachers"), first_verb("1a Provide meals"), first_verb("Teachers are trained")
    ('train', 'provide', '')
    >>> first_verb("Running water in all homes"), first_verb("Ensure access")
    ('', 'ensure')
    """
    words = words_of(unnumbered(text))
    while len(words) > 1 and words[0].endswith("ly"):
        words = words[1:]
    if not words or (words[0] in NOT_ALONE and not (len(words) > 1 and words[1] in AFTER_DOING)):
        return ""
    orders = words[0] == "ensure" and len(words) > 1 and words[1] in {"that", "all", "every"}
    return "" if orders else base_of(words[0])  # what follows "ensure that" says what is different


def base_of(word: str) -> str:
    """Return the verb of doing that a word is a form of, or an empty text.

    >>> base_of("training"), base_of("distributing"), base_of("running"), base_of("trainees")
    ('train', 'distribute', 'run', '')
    """
    if word in DOING:
        return word
    if not word.endswith("ing"):
        return ""
    stem = word.removesuffix("ing")
    doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    return next((form for form in (stem, f"{stem}e", doubled) if form in DOING), "")
