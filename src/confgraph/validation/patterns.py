"""Regular expressions of XPath (XML Schema 1.1, part 2, appendix G; XPath functions 3.1, section 5.6) for RE2.

RE2 takes time in proportion to the text, whatever the pattern, so that no shape can stop a validation.
"""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = r"\p{L}\p{M}\p{N}\p{S}"
_NO_WORD: Final = r"\p{P}\p{Z}\p{C}"
_START: Final = (
    r":A-Z_a-z\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{2FF}\x{370}-\x{37D}\x{37F}-\x{1FFF}\x{200C}-\x{200D}\x{2070}-\x{218F}"
    r"\x{2C00}-\x{2FEF}\x{3001}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFFD}\x{10000}-\x{EFFFF}"
)
_NAME: Final = _START + r"\-.0-9\x{B7}\x{300}-\x{36F}\x{203F}-\x{2040}"
_CLASSES: Final = {"d": r"\p{Nd}", "w": _WORD, "s": r" \t\n\r", "i": _START, "c": _NAME}
_NEGATED: Final = {"D": "d", "W": "w", "S": "s", "I": "i", "C": "c"}
_IN_CLASS: Final = {"D": r"\P{Nd}", "W": _NO_WORD, "S": r"\x{0}-\x{8}\x{B}\x{C}\x{E}-\x{1F}\x{21}-\x{10FFFF}"}
_QUANTIFIER: Final = re.compile(r"\{[0-9]+(,[0-9]*)?\}")
_CATEGORY: Final = re.compile(r"[pP]\{(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)\}")


class WrongExpression(ValueError):
    """A regular expression that XPath does not allow."""


class Untranslated(ValueError):
    """A regular expression that XPath allows and RE2 cannot do."""


def translate(pattern: str, flags: str) -> tuple[str, str]:
    """Return pattern and flags for RE2. Raises WrongExpression and Untranslated with the reason."""
    if wrong := set(flags) - set("ismxq"):
        raise WrongExpression(f"there is no flag {min(wrong)}: the flags are i, s, m, x and q")
    kept = "".join(one for one in "ism" if one in flags)
    if "q" in flags:
        return re.sub(r"([^\w\s])", r"\\\1", pattern), kept
    pieces: list[str] = []
    at, depth = 0, 0
    while at < len(pattern):
        one = pattern[at]
        if one == "[":
            piece, at = _character_class(pattern, at)
            pieces.append(piece)
            continue
        if one == "\\":
            piece, at = _escape(pattern, at, inside=False)
            pieces.append(piece)
            continue
        if one == "{" and not _QUANTIFIER.match(pattern, at):
            raise WrongExpression(
                f"{{ at character {at + 1} is no quantifier such as {{2,4}}: write \\{{ for the character"
            )
        if one in "}]" and not (one == "}" and pieces and "{" in pattern[:at]):
            raise WrongExpression(f"{one} at character {at + 1} opens nowhere: write \\{one} for the character")
        if one == "(" and pattern[at + 1 : at + 2] == "?" and pattern[at + 1 : at + 3] != "?:":
            raise WrongExpression(f"(? at character {at + 1} is not of XPath: write (?: or (, and flags as sh:flags")
        depth += {"(": 1, ")": -1}.get(one, 0)
        if depth < 0:
            raise WrongExpression(f") at character {at + 1} opens nowhere: write \\) for the character")
        if "x" not in flags or one not in " \t\n\r":
            pieces.append(one)
        at += 1
    if depth:
        raise WrongExpression("a parenthesis is not closed: add )")
    return "".join(pieces), kept


def _escape(pattern: str, at: int, inside: bool) -> tuple[str, int]:
    """Return what the escape at a place is in RE2, and the place behind it."""
    one = pattern[at + 1 : at + 2]
    if not one:
        raise WrongExpression("it ends with a single backslash: write \\\\ for the character")
    if one in "pP":
        found = _CATEGORY.match(pattern, at + 1)
        if found is None:
            if pattern.startswith("{Is", at + 2):
                raise Untranslated(
                    f"blocks of Unicode such as \\{one}{{Is…}} are not supported: write a range of characters"
                )
            raise WrongExpression(
                f"\\{one} at character {at + 1} names no category of Unicode: write one such as \\p{{Lu}}"
            )
        return f"\\{found[0]}", at + 1 + len(found[0])
    if one in _CLASSES:
        return (_CLASSES[one] if inside else f"[{_CLASSES[one]}]"), at + 2
    if one in _NEGATED:
        if inside and one not in _IN_CLASS:
            raise Untranslated(f"\\{one} inside brackets is not supported: write the characters")
        return (_IN_CLASS[one] if inside else f"[^{_CLASSES[_NEGATED[one]]}]"), at + 2
    if one.isdecimal() and not inside and one != "0":
        raise Untranslated(f"\\{one} refers to a group before it, which has no bound in time: write the texts out")
    if one in "nrt" or (one.isascii() and not one.isalnum() and one.isprintable()):
        return f"\\{one}", at + 2
    raise WrongExpression(f"\\{one} at character {at + 1} is no escape of XPath: write the character alone")


def _character_class(pattern: str, start: int) -> tuple[str, int]:
    """Return a class of characters in RE2, and the place behind it."""
    pieces, at = ["["], start + 1
    if pattern[at : at + 1] == "^":
        pieces.append("^")
        at += 1
    while at < len(pattern):
        one = pattern[at]
        if one == "]" and len(pieces) > (2 if pieces[1:2] == ["^"] else 1):
            return "".join([*pieces, "]"]), at + 1
        if one == "\\":
            piece, at = _escape(pattern, at, inside=True)
            pieces.append(piece)
            continue
        if one == "[":
            if pattern[at - 1] == "-":
                raise Untranslated(
                    "a class without another, as in [a-z-[aeiou]], is not supported: write the characters"
                )
            raise WrongExpression(f"[ at character {at + 1} stands inside brackets: write \\[ for the character")
        if one == "]":
            raise WrongExpression(f"the brackets at character {start + 1} are empty: write \\] for the character")
        pieces.append(one)
        at += 1
    raise WrongExpression(f"the brackets at character {start + 1} are not closed: add ]")
