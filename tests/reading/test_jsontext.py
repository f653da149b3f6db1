"""JSON that two readers would read differently is refused, and every value has its pointer and place."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, RdfFormat

from confgraph.namespaces import expand
from confgraph.problems import LimitReached, UnreadableInput
from confgraph.reading import parse
from confgraph.reading.jsontext import OWN_CONTEXT, place_in, refuse_ambiguous_json, values

CASES = {
    "NaN": ('{"a:p": NaN}', "1:9: JSON has no number NaN"),
    "infinity": ('{"a:p": [1,\n Infinity]}', "2:2: JSON has no number Infinity"),
    "minus infinity": ('{"a:p": -Infinity}', "1:9: JSON has no number -Infinity"),
    "key twice": ('{"a:p": 1, "a:p": 1}', "1:12: the key 'a:p' stands twice"),
    "key twice, escaped": ('{"a:p": 1, "\\u0061:p": 1}', "1:12: the key 'a:p' stands twice"),
    "key twice, deep": ('{"a:p": [{"a:q": {"x": 1,\n"x": 2}}]}', "2:1: the key 'x' stands twice"),
    "@id twice": ('{"@id": "a:b", "@id": "a:c"}', "1:16: the key '@id' stands twice"),
    "half a character": ('{"a:p": "\\ud800"}', "1:10: \\ud800 is half of a character"),
    "the other half": ('{"a:p": "\\udc00\\ud800"}', "1:10: \\udc00 is half of a character"),
    "comma too many": ('{"a:p": 1,\n}', "2:1: this is not JSON"),
    "comment": ('{"a:p": 1} // c', "1:12: this is not JSON"),
    "single quotes": ("{'a:p': 1}", "1:2: this is not JSON"),
    "nothing": ("", "1:1: this is not JSON"),
    "two texts": ("{} {}", "1:4: this is not JSON"),
    "control character": ('{"a:p": "a\tb"}', "1:11: this is not JSON"),
}


@pytest.mark.parametrize(("text", "what"), CASES.values(), ids=list(CASES))
def test_ambiguous_json_is_refused_with_its_place(text: str, what: str) -> None:
    """What one reader takes and another drops is an error with line, column and mend."""
    with pytest.raises(UnreadableInput) as caught:
        refuse_ambiguous_json("file", text.encode())
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"file:{what}")
    assert problem.mend


@pytest.mark.parametrize(("opening", "closing"), [('{"a":', "}"), ("[", "]")], ids=["objects", "lists"])
@pytest.mark.parametrize("depth", [201, 100_000])
def test_deep_json_is_refused_before_it_is_read(opening: str, closing: str, depth: int) -> None:
    """Objects and lists below each other beyond the limit are told with their place."""
    with pytest.raises(LimitReached, match=r"file:1:\d+: the objects are nested deeper than 200"):
        refuse_ambiguous_json("file", (opening * depth + "1" + closing * depth).encode())


def test_whole_characters_and_equal_keys_of_two_objects_are_fine() -> None:
    """A pair of surrogates is one character, a value may equal a key, and each object has its own keys."""
    refuse_ambiguous_json("file", b'{"a": "\\ud83d\\ude00", "b": {"a": ["a", "a"]}, "c": "b"}')


def test_every_value_has_its_pointer() -> None:
    """The pointers are those of RFC 6901, and the offsets those of the text."""
    text = '{"a": [1, {"b": "c"}], "d": {}}'
    found = {value.pointer: (value.token, text[value.key_at :][:3]) for value in values(text)}
    assert found == {
        (): ("{", '{"a'),
        ("a",): ("[", '"a"'),
        ("a", "0"): ("1", "1, "),
        ("a", "1"): ("{", '{"b'),
        ("a", "1", "b"): ('"c"', '"b"'),
        ("d",): ("{", '"d"'),
    }
    assert place_in("a\nbc", 3) == (2, 2)


CONTEXTS = {
    "named": '{"@context": "https://x.example/c"}',
    "in a list": '{"@context": [{}, "https://x.example/c"]}',
    "imported": '{"@context": {"@import": "https://x.example/c"}}',
    "of a property": '{"@context": {"p": {"@id": "a:b", "@context": "https://x.example/c"}}, "p": {"a:p": 1}}',
    "of a type": '{"@context": {"T": {"@id": "a:T", "@context": ["https://x.example/c"]}}, "@type": "T", "a:p": 1}',
    "of a node": '{"a:p": {"@context": "https://x.example/c", "a:p": 1}}',
    "of a graph": '{"@graph": [{"@context": "https://x.example/c", "a:p": 1}]}',
    "escaped": '{"@conte\\u0078t": "https://x.example/c"}',
    "beside ours": f'{{"@context": ["{OWN_CONTEXT}", "https://x.example/c"]}}',
    "a file": '{"@context": "file:///etc/passwd"}',
    "relative": '{"@context": "c.jsonld"}',
}


@pytest.mark.parametrize("text", CONTEXTS.values(), ids=list(CONTEXTS))
def test_contexts_elsewhere_are_named_and_refused(text: str) -> None:
    """Wherever a context of another place is named, it is told and nothing is fetched."""
    with pytest.raises(UnreadableInput) as caught:
        parse(text.encode(), RdfFormat.JSON_LD, "file")
    (problem,) = caught.value.problems
    assert problem.what.startswith("a context on the web is named")
    assert any(name in problem.what for name in ("x.example", "passwd", "c.jsonld"))
    assert problem.place.line == 1


def test_our_own_context_is_bundled() -> None:
    """The address of our context gives its terms, alone or in a list."""
    for context in (f'"{OWN_CONTEXT}"', f'[{{"x": "a:x"}}, "{OWN_CONTEXT}"]'):
        text = f'{{"@context": {context}, "@id": "edition:x", "@type": "Edition"}}'
        (quad,) = parse(text.encode(), RdfFormat.JSON_LD, "file")
        assert quad.object == NamedNode(expand("cg:Edition"))
