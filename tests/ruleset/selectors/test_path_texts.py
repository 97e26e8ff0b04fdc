"""Which texts are paths, what they mean, and what is said about those that are none."""

import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.ruleset import selectors
from adjudge.ruleset.selectors import PathProblem, Segment, Selector, compile_path

EVERY = Segment("wildcard")
FOLLOWS = "a name, an index or * must follow"
QUOTED = "a quoted name ends with its quote and a bracket: ['a name']"
BRACKET = "a bracket takes a quoted name, an index or *, without blanks"


def name(key: str, descendant: bool = False) -> Segment:
    return Segment("name", key, descendant)


def index(key: int, descendant: bool = False) -> Segment:
    return Segment("index", key, descendant)


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("$", ()),
        ("$.total", (name("total"),)),
        ("$.lines[0].amount", (name("lines"), index(0), name("amount"))),
        ("$.lines[-1]", (name("lines"), index(-1))),
        ("$.lines[*].amount", (name("lines"), EVERY, name("amount"))),
        ("$.lines.*", (name("lines"), EVERY)),
        ("$..amount", (name("amount", True),)),
        ("$..['amount'].x", (name("amount", True), name("x"))),
        ("$..[0]", (index(0, True),)),
        ("$.a..[*]", (name("a"), Segment("wildcard", None, True))),
        ("$.where.len.str.keys.wherenot", tuple(map(name, ("where", "len", "str", "keys", "wherenot")))),
        ("$.Größe.名前.ä", (name("Größe"), name("名前"), name("ä"))),
        ("$['Invoice No']", (name("Invoice No"),)),
        ("$[\"a.b\"]['*']", (name("a.b"), name("*"))),
        ("$['']", (name(""),)),
        (r"$['it\'s']", (name("it's"),)),
        (r'$["say \"a\""]', (name('say "a"'),)),
        ("$['say \"a\"']", (name('say "a"'),)),
        (r"$['a\\b\/c']", (name("a\\b/c"),)),
        (r"$['\b\f\n\r\t']", (name("\b\f\n\r\t"),)),
        (r"$['\u263a\u00E4']", (name("☺ä"),)),
        (r"$['\ud83d\ude00']", (name("😀"),)),
        ("$['😀']", (name("😀"),)),
        ("$.a[999999999]", (name("a"), index(999999999))),
    ],
)
def test_a_path_is_the_segments_of_rfc_9535(text: str, segments: tuple[Segment, ...]) -> None:
    selector = compile_path(text)

    assert selector.segments == segments
    assert (selector.text, selector.absolute) == (text, True)


@pytest.mark.parametrize(
    ("text", "segments", "absolute"),
    [
        ("amount", (name("amount"),), False),
        ("tax.rate[0]", (name("tax"), name("rate"), index(0)), False),
        ("['x y'].z", (name("x y"), name("z")), False),
        ("[*].a", (EVERY, name("a")), False),
        ("*", (EVERY,), False),
        ("..a", (name("a", True),), False),
        ("where", (name("where"),), False),
        ("$.total", (name("total"),), True),
        ("$", (), True),
    ],
)
def test_a_relative_path_starts_below_a_node_unless_it_names_the_root(
    text: str, segments: tuple[Segment, ...], absolute: bool
) -> None:
    selector = compile_path(text, relative=True)

    assert (selector.segments, selector.absolute) == (segments, absolute)


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("", "a path starts with $", 0),
        ("total", "a path starts with $", 0),
        ("$.", FOLLOWS, 2),
        ("$..", FOLLOWS, 3),
        ("$...a", FOLLOWS, 3),
        ("$.a.", FOLLOWS, 4),
        ("$a", 'write ["a"], or a bare name after a dot', 1),
        ("$.a-b", 'write ["a-b"], or a bare name after a dot', 3),
        ("$.1a", 'write ["1a"], or a bare name after a dot', 2),
        ("$ .a", "a path has no blanks outside quotes; write ['a name']", 1),
        ("$.a b", "a path has no blanks outside quotes; write ['a name']", 3),
        ("$.[0]", 'a bracket takes no "." before it', 2),
        ("$[", BRACKET, 2),
        ("$[ 0 ]", BRACKET, 2),
        ("$[01]", BRACKET, 3),
        ("$[-0]", BRACKET, 2),
        ("$[a]", BRACKET, 2),
        ("$[*", BRACKET, 3),
        ("$[1000000000]", "an index has at most 9 digits", 2),
        ("$[1:2]", "a path has no slices; use [*]", 3),
        ("$[?(@.a)]", "a path has no filters; say it with when", 2),
        ("$['a','b']", "a bracket takes one name or index; list several paths instead", 5),
        ("$[1,2]", "a bracket takes one name or index; list several paths instead", 3),
        ("$['a", QUOTED, 2),
        ("$['a'x]", QUOTED, 5),
        (r"$['\x41']", r"\x is no escape in a quoted name", 3),
        (r"""$['\"']""", r"\" is no escape in a quoted name", 3),
        (r"$['a\ud800']", r"\ud800 is no escape in a quoted name", 4),
        ("$['a\n']", r"write a control character as an escape, \n or \u000a", 4),
        ("$.a|b", '"|" has no place here', 3),
        ("$.a.`parent`", '"`" has no place here', 4),
        ("$.a.len()", '"(" has no place here', 7),
        ("$.$", '"$" has no place here', 2),
        ("$..a..b", 'a path has at most one ".."', 4),
        ("$..*.a", "..* selects leaves, nothing can follow it", 4),
        ("$." + "a" * 199, "a path has at most 200 characters, this one 201", 200),
        ("$" + ".a" * 21, "a path has at most 20 segments, this one 21", 43),
    ],
)
def test_a_text_that_is_no_path_says_where_and_what_would_do(text: str, message: str, offset: int) -> None:
    """A path that means nothing must not select nothing in silence."""
    with pytest.raises(PathProblem) as caught:
        compile_path(text)

    assert (caught.value.message, caught.value.offset) == (message, offset)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a path is empty"),
        ("x y", "a path has no blanks outside quotes; write ['a name']"),
        ("a-b", 'write ["a-b"], or a bare name after a dot'),
    ],
)
def test_a_text_that_is_no_relative_path_says_so(text: str, message: str) -> None:
    with pytest.raises(PathProblem) as caught:
        compile_path(text, relative=True)

    assert caught.value.message == message


def test_the_longest_paths_compile() -> None:
    assert len(compile_path("$." + "a" * 198).text) == 200
    assert len(compile_path("$" + ".a" * 20).segments) == 20


@pytest.mark.parametrize(
    ("text", "singular", "every_leaf", "keys"),
    [
        ("$", True, False, ()),
        ("$.a[0]['b']", True, False, ("a", 0, "b")),
        ("$.a[-1]", True, False, None),
        ("$.a[*]", False, False, None),
        ("$..a", False, False, None),
        ("$..*", False, True, None),
        ("$..[*]", False, True, None),
        ("$.*", False, False, None),
        ("$.a..*", False, False, None),
    ],
)
def test_a_selector_knows_how_much_it_selects(
    text: str, singular: bool, every_leaf: bool, keys: tuple[str | int, ...] | None
) -> None:
    selector = compile_path(text)

    assert (selector.singular, selector.every_leaf, selector.keys) == (singular, every_leaf, keys)


def test_every_leaf_below_a_node_is_not_every_leaf() -> None:
    assert not compile_path("..*", relative=True).every_leaf


def test_a_selector_is_a_value() -> None:
    """Workers get it pickled, compiled plans are keyed by it."""
    selector = compile_path("$.a[0]")

    assert selector == pickle.loads(pickle.dumps(selector))  # noqa: S301 - our own bytes
    assert len({selector, compile_path("$.a[0]")}) == 1


@given(st.lists(st.text(max_size=8) | st.integers(0, 99), max_size=8))
def test_any_name_can_be_said(keys: list[str | int]) -> None:
    """Schemas use any language, any sign, and the words of other people's parsers."""
    escapes = {ord("'"): r"\'", ord("\\"): r"\\"} | {code: f"\\u{code:04x}" for code in range(32)}
    text = "$" + "".join(f"[{key}]" if isinstance(key, int) else f"['{key.translate(escapes)}']" for key in keys)
    if len(text) <= selectors.MAX_LENGTH:
        assert compile_path(text).keys == tuple(keys)


def compiled(text: str, relative: bool) -> Selector | PathProblem:
    try:
        return compile_path(text, relative)
    except PathProblem as problem:
        return problem


@given(st.text(max_size=210) | st.text(st.sampled_from("$.[]*'\"a0-\\,:?@ |&`~(){}"), max_size=30))
def test_a_text_is_a_path_or_a_problem(text: str) -> None:
    for relative in (False, True):
        found = compiled(text, relative)
        assert 0 <= found.offset <= len(text) if isinstance(found, PathProblem) else found.text == text


@pytest.mark.parametrize("text", ["$" + "[" * 199, "$['" + "\\" * 197, "$" + "." * 199, "$.a" + "['" * 98, "$..*" * 50])
def test_a_hostile_text_is_refused_at_once(text: str) -> None:
    start = time.process_time()
    with pytest.raises(PathProblem):
        compile_path(text)

    assert time.process_time() - start < 0.1


PLAIN_SEGMENTS = st.one_of(
    st.builds(Segment, st.just("name"), st.from_regex(r"[A-Za-z0-9_-]+", fullmatch=True), st.booleans()),
    st.builds(Segment, st.just("index"), st.integers(-(10**9) + 1, 10**9 - 1), st.booleans()),
    st.builds(Segment, st.just("wildcard"), st.none(), st.booleans()),
)


@given(segments=st.lists(PLAIN_SEGMENTS, min_size=1, max_size=20).map(tuple))
def test_plain_paths_are_read_alike_by_jsonpath_ng(segments: tuple[Segment, ...]) -> None:
    """Which is why they are not handed to it: its grammar is slow, and most paths are plain."""
    assert all(map(selectors._is_plain, segments))
    assert selectors._parsed(segments) == segments


@pytest.mark.parametrize("name", ["", "a b", "a'b", "a.b", "ä", "a\\b", "*", "a\n"])
def test_a_name_that_is_not_plain_is_handed_to_jsonpath_ng(name: str) -> None:
    assert not selectors._is_plain(Segment("name", name))


def test_two_readings_that_differ_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release of jsonpath-ng that reads a path in another way must not change what rules mean."""
    monkeypatch.setattr(selectors, "_quoted", lambda segment: f"['{segment.key}x']")

    with pytest.raises(PathProblem) as caught:
        compile_path("$['read in two ways']")

    assert caught.value.message == "$['read in two ways'] is read in two ways; write it more plainly"


@pytest.mark.parametrize(
    ("handed_over", "message"),
    [
        (".`parent`", "jsonpath-ng reads `parent`, which is no part of a path"),
        ("['a','b']", "jsonpath-ng reads a,b, which is no part of a path"),
        ("[1,2]", "jsonpath-ng reads [1,2], which is no part of a path"),
        ("[1:2]", "jsonpath-ng reads [1:2], which is no part of a path"),
        ("['a'] where b", "jsonpath-ng reads a Where, which is no part of a path"),
    ],
)
def test_no_other_operator_of_jsonpath_ng_is_ever_run(
    monkeypatch: pytest.MonkeyPatch, handed_over: str, message: str
) -> None:
    """Should one get past our own cutting, the classes of its tree are looked at too."""
    monkeypatch.setattr(selectors, "_quoted", lambda _: handed_over)
    selectors._compile.cache_clear()

    with pytest.raises(PathProblem) as caught:
        compile_path("$['an odd name']")

    assert caught.value.message == message


def test_a_path_that_jsonpath_ng_does_not_read_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "_quoted", lambda _: "[")

    with pytest.raises(PathProblem, match=r"^jsonpath-ng does not read \$\[: Parse error"):
        compile_path("$['not read']")
