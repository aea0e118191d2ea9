"""Texts composed at random from the forms of three languages: what is put in comes out."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from html import escape

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from clearatlas.places import Gazetteer
from clearatlas.sources.options import ReadOptions
from clearatlas.sources.reports import as_json, read_report

PLACES = Gazetteer.load()
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
_ENDINGS = ("ın", "ın", "ın", "in", "ın", "un", "un", "un", "ın", "ın", "ın", "ın")
GENITIVE = dict(zip(MONTHS["az"].split(), _ENDINGS, strict=True))
NAMES = {
    "en": ["Tartar", "Aghdam", "Kalbajar", "Khojaly", "Lachin", "Shusha", "Fuzuli", "Zangilan"],
    "az": ["Tərtər", "Ağdam", "Kəlbəcər", "Xocalı", "Laçın", "Şuşa", "Füzuli", "Zəngilan"],
    "ru": ["Тертерском", "Агдамском", "Лачинском", "Шушинском", "Физулинском", "Джебраильском"],
}
LABELS = {
    "en": {
        "ap_mines": ["anti-personnel mines", "antipersonnel mines", "infantry mines"],
        "at_mines": ["anti-tank mines", "antitank mines", "anti-vehicle mines"],
        "uxo": ["unexploded ordnance", "UXO", "UXOs", "pieces of unexploded ammunition", "ERW"],
    },
    "az": {
        "ap_mines": ["ədəd piyada əleyhinə mina", "piyada əleyhinə mina"],
        "at_mines": ["ədəd tank əleyhinə mina", "tank əleyhinə mina"],
        "uxo": ["PHS", "ədəd partlamamış hərbi sursat", "ədəd PHS"],
    },
    "ru": {
        "ap_mines": ["противопехотных мин", "противопехотные мины"],
        "at_mines": ["противотанковых мин", "противотанковые мины"],
        "uxo": ["неразорвавшихся боеприпасов", "НРБ"],
    },
}
YEARS = (1900, 2100)
HECTARES = {"en": ["hectares", "ha"], "az": ["hektar", "ha"], "ru": ["га", "гектаров"]}
SEPARATORS = [(",", "."), (".", ","), (" ", ","), ("\u00a0", "."), ("\u202f", ","), ("", ".")]


def grouped(value, group, mark):
    whole, _, decimals = f"{value:,f}".partition(".")
    return whole.replace(",", group) + (f"{mark}{decimals}" if decimals else "")


@st.composite
def weeks(draw):
    start = date(2021, 1, 1) + timedelta(days=draw(st.integers(0, 1700)))
    return start, start + timedelta(days=draw(st.integers(4, 7)))


@st.composite
def dates(draw, lang, start, end):
    """Return a printed period without its year, which publication gives."""
    names = MONTHS[lang].split()
    first, last = names[start.month - 1], names[end.month - 1]
    same = first == last
    digits = f"{start:%d.%m.%Y}–{end:%d.%m.%Y}"
    if lang == "en":
        forms = [f"From {first} {start.day} to {last} {end.day}", f"({digits})"]
        forms += [f"During {first} {start.day}-{end.day}"] if same else []
        forms += [f"From {start.day} to {end.day} {last}"] if same else []
        forms += [f"{first} {start.day} - {last} {end.day}, {end.year}:"] if not same else []
    elif lang == "az":
        genitives = first + GENITIVE[first], last + GENITIVE[last]
        second = "" if same else f"{genitives[1]} "
        forms = [f"{genitives[0]} {start.day}-dən {second}{end.day}-dək", f"{digits} tarixlərində"]
        forms += [f"{start.day} {first} – {end.day} {last} tarixində"]
    else:
        forms = [f"С {start.day} {first} по {end.day} {last}", digits]
        forms += [f"В период с {start.day}-го по {end.day} {last}"] if same else []
    return draw(st.sampled_from(forms))


@st.composite
def releases(draw, *, twice=False):
    """Return a text, when it was published, and what was put into it.

    ``twice``: it gives two counts of anti-tank mines.
    """
    lang = draw(st.sampled_from(["en", "az", "ru"]))
    start, end = draw(weeks())
    published = end + timedelta(days=draw(st.integers(1, 9)))
    group, mark = draw(st.sampled_from(SEPARATORS))
    # A bare count such as 1990 right after a date is a year to any reader: not drawn here.
    numbers = st.integers(2, 40_000).filter(lambda count: not YEARS[0] <= count <= YEARS[1])
    counts = {m: draw(numbers) for m in draw(st.permutations(list(LABELS[lang])))}
    area = Decimal(draw(st.integers(10, 999_999))) / 10
    area = area + Decimal("0.1") if area == area.to_integral_value() else area
    places = draw(st.lists(st.sampled_from(NAMES[lang]), min_size=2, max_size=5, unique=True))
    printed = [
        f"{grouped(Decimal(n), group, mark)} {draw(st.sampled_from(LABELS[lang][m]))}"
        for m, n in counts.items()
    ]
    if twice:
        another = grouped(Decimal(counts["at_mines"] + draw(st.integers(1, 500))), group, mark)
        printed.append(f"{another} {LABELS[lang]['at_mines'][0]}")
    hectares = f"{grouped(area, group, mark)} {draw(st.sampled_from(HECTARES[lang]))}"
    when = draw(dates(lang, start, end))
    text = draw(st.sampled_from(TEMPLATES[lang])).format(
        when=when,
        where=joined(places, lang),
        things=joined(printed, lang),
        area=hectares,
    )
    meant = {(m, Decimal(n)) for m, n in counts.items()} | {("area_cleared", area * 10_000)}
    return text, published, meant, (start, end), places


def joined(parts, lang):
    word = {"en": " and ", "az": " və ", "ru": " и "}[lang]
    return word.join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


TEMPLATES = {
    "en": [
        "{when}, {things} were found in {where} districts. {area} were cleared of mines.",
        "{when} sappers worked in {where} districts. They found {things}, and {area} were cleared.",
        "{when}, {area} were cleared in {where} districts; {things} were neutralized.",
    ],
    "az": [
        "{when} {where} rayonlarında {things} aşkarlanıb. {area} ərazi minalardan təmizlənib.",
        "ANAMA: {when} {where} rayonlarında {area} ərazi təmizlənib, {things} zərərsizləşdirilib.",
    ],
    "ru": [
        "{when} в {where} районах обнаружено {things}. От мин очищено {area}.",
        "{when} в {where} районах очищено {area}, обезврежено {things}.",
    ],
}


#: What pages print behind a release: the titles of others, with other figures.
TAILS = {
    "en": "\n\nRelated news\nSappers clear 812.5 hectares over a week\nIn May 433 mines were found",
    "az": "\n\nDigər xəbərlər\nÖtən həftə 812,5 hektar təmizlənib\nMayda 433 mina tapılıb",
    "ru": "\n\nНовости по теме\nЗа неделю очищено 812,5 га\nВ мае найдено 433 мины",
}
PAGE = """<!doctype html><html><head><title>News</title><script>var a = "12 mines";</script></head>
<body><nav><a href="/">12 mines found</a></nav><article><p>{text}</p></article>
<ul><li><a href="/2">{tail}</a></li></ul><footer>433 mines found</footer></body></html>"""


@st.composite
def surrounded(draw, text):
    """Return a release as it is, or with what a page prints around it."""
    [lang] = {read_report(text, places=PLACES).language}
    tail = TAILS[lang]
    page = PAGE.format(text=escape(text), tail=escape(" ".join(tail.split())))
    return draw(st.sampled_from([text, text + tail, page]))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_what_stands_around_a_release_changes_nothing(data):
    text, published, *_ = data.draw(releases())
    options = ReadOptions(published=published.isoformat())
    alone = as_json(read_report(text, places=PLACES, options=options))
    page = data.draw(surrounded(text))
    around = as_json(read_report(page, places=PLACES, options=options))
    said = ("measure", "value", "period_start", "period_end", "places", "problems", "context")
    assert [[f[key] for key in said] for f in around] == [[f[key] for key in said] for f in alone]


#: A split behind its total, in brackets behind each place.
SPLITS = {
    "en": "From May 3 to 8, {total} anti-tank mines were found: {parts}.",
    "az": "Mayın 3-dən 8-dək {total} tank əleyhinə mina tapılıb: {parts}.",
}


@given(
    st.sampled_from(list(SPLITS)),
    st.lists(st.integers(2, 900), min_size=2, max_size=5),
    st.integers(-3, 3),
)
@settings(max_examples=150, deadline=None)
def test_a_split_adds_up_or_says_that_it_does_not(lang, parts, off):
    total = sum(parts) + off
    assume(not YEARS[0] <= total <= YEARS[1])  # after a date, 1990 is a year to any reader
    named = list(zip(NAMES[lang], parts, strict=False))
    listed = ", ".join(f"{name} ({part})" for name, part in named)
    text = SPLITS[lang].format(total=total, parts=listed)
    options = ReadOptions(published="2021-05-11")
    figures = as_json(read_report(text, places=PLACES, options=options))
    assert [f["value"] for f in figures] == [total, *parts]
    assert [len(f["places"]) for f in figures[1:]] == [1] * len(parts)
    if off < 0:
        assert all("parts_mismatch" in {p["code"] for p in f["problems"]} for f in figures)
    else:
        assert not any(f["problems"] for f in figures)


@given(releases())
@settings(max_examples=400, deadline=None)
def test_what_is_put_in_comes_out(case):
    text, published, meant, (start, end), places = case
    options = ReadOptions(published=published.isoformat())
    figures = as_json(read_report(text, places=PLACES, options=options))
    assert {(f["measure"], Decimal(str(f["value"]))) for f in figures} == meant
    assert {(f["period_start"], f["period_end"]) for f in figures} == {(str(start), str(end))}
    assert {len(f["places"]) for f in figures} == {len(places)}
    assert not any(f["problems"] or f["context"] for f in figures)


@given(releases(twice=True))
@settings(max_examples=200, deadline=None)
def test_a_second_count_of_the_same_is_never_silent(case):
    text, published, *_ = case
    options = ReadOptions(published=published.isoformat())
    figures = as_json(read_report(text, places=PLACES, options=options))
    tanks = [f for f in figures if f["measure"] == "at_mines"]
    assert len(tanks) == 2
    assert all("two_counts" in {p["code"] for p in f["problems"]} for f in tanks)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_read_and_spans_are_its_own(text):
    release = read_report(text, places=PLACES)
    for figure in release.figures:
        start, end = figure.span
        assert release.text[start:end] == figure.text


WORDS = st.sampled_from(
    [
        *("153", "1,234", "5.246", "2 671,5", "11", "17", "2025", "August", "from", "to", "mines"),
        *(
            "anti-tank",
            "UXO",
            "hectares",
            "cleared",
            "in",
            "Aghdam",
            "and",
            ",",
            ".",
            "(",
            ")",
            "-",
        ),
        *("avqustun", "11-dən", "17-dək", "min", "hektar", "PHS", "təmizlənib", "rayonlarında"),
        *(
            "с",
            "по",
            "августа",
            "тыс.",
            "га",
            "мин",
            "очищено",
            "last week",
            "since",
            "so far",
            "\n",
        ),
        *("so", "planned", "killed", "more than", "an", "one", "hundred", "%", "of which", "TM-62"),
    ]
)


@given(st.lists(WORDS, max_size=40))
@settings(max_examples=400, deadline=None)
def test_any_order_of_the_words_can_be_read(words):
    release = read_report(" ".join(words), places=PLACES, options=ReadOptions(published="2025-08"))
    for figure in as_json(release):
        assert figure["value"] is None or figure["value"] >= 0
        assert figure["value"] is not None or figure["problems"]
