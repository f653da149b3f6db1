"""Regular expressions of XPath become RE2's, or an error that says where and how to mend it."""

from __future__ import annotations

import duckdb
import pytest

from confgraph.validation.patterns import Untranslated, WrongExpression, translate

# XML Schema 1.1, part 2, appendix G; XPath functions 3.1, section 5.6.1: pattern, flags, what matches, what does not.
MATCHES = [
    ("^a+$", "", ["a", "aaa"], ["b", "aab"]),
    ("a.c", "", ["abc", "xaécx"], ["a\nc", "ac"]),
    ("a.c", "s", ["a\nc"], []),
    ("^b$", "m", ["a\nb\nc"], ["ab"]),
    ("^ABC$", "i", ["abc"], []),
    ("a b # c", "x", ["ab#c"], ["a b # c"]),
    ("a.b(c", "q", ["a.b(c"], ["axb(c"]),
    (r"^\d{4}$", "", ["2024", "٢٠٢٤"], ["20245"]),
    (r"^\w+$", "", ["Pycon", "日本", "a+b"], ["a-b", "a b"]),
    (r"^[\w.]+$", "", ["a.b"], ["a,b"]),
    (r"^\i\c*$", "", ["a1", "_x-1", "é"], ["1a"]),
    (r"^\S+$", "", ["ab"], ["a b"]),
    (r"^[\D]+$", "", ["ab"], ["1"]),
    (r"^[^\d]$", "", ["a"], ["1"]),
    (r"^\p{Lu}\P{Lu}$", "", ["Ab"], ["ab"]),
    (r"^a{2,3}b{2}c{1,}$", "", ["aabbc", "aaabbcc"], ["abbc"]),
    (r"^(?:ab)+(c|d)$", "", ["ababd"], ["abab"]),
    (r"^[a\-\]]$", "", ["-", "]"], ["b"]),
    (r"^\{\}\\\.\^\$\|$", "", ["{}\\.^$|"], []),
    (r"\t\n\r", "", ["\t\n\r"], []),
    ("a+?b*?c??", "", ["a"], ["b"]),
    ("", "", ["", "a"], []),
]
WRONG = ["a{", "(a", "a)", "[a", "a]", "[]", "(?i)a", r"\q", "\\", r"\p{Xx}", "[a[b]]", "a}"]
UNTRANSLATED = [r"(a)\1", r"\p{IsBasicLatin}", "[a-z-[aeiou]]", r"[\I]"]


@pytest.mark.parametrize(("pattern", "flags", "right", "wrong"), MATCHES, ids=[one[0] or "empty" for one in MATCHES])
def test_a_pattern_matches_what_the_standard_says(pattern: str, flags: str, right: list[str], wrong: list[str]) -> None:
    """In RE2, with the flags of XPath."""
    made, kept = translate(pattern, flags)
    whole = f"(?{kept}){made}" if kept else made
    found = duckdb.execute("SELECT list_transform($1, lambda t: regexp_matches(t, $2))", [right + wrong, whole])
    assert found.fetchall()[0][0] == [True] * len(right) + [False] * len(wrong)


@pytest.mark.parametrize("pattern", WRONG)
def test_a_wrong_pattern_is_named(pattern: str) -> None:
    """What XPath does not allow is refused, although some engines would take it."""
    with pytest.raises(WrongExpression):
        translate(pattern, "")


def test_a_wrong_flag_is_named() -> None:
    """The flags are those of XPath functions 3.1, section 5.6.1.1."""
    with pytest.raises(WrongExpression, match="there is no flag g"):
        translate("a", "ig")


@pytest.mark.parametrize("pattern", UNTRANSLATED)
def test_what_re2_cannot_do_is_said(pattern: str) -> None:
    """Such a pattern is right, but is not matched wrongly."""
    with pytest.raises(Untranslated):
        translate(pattern, "")
