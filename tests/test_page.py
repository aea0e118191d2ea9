"""The page as text: what its data says, what a reader without scripts gets, what cannot happen."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
import shutil
import subprocess
import sys
import zlib
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import folium
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

import clearatlas as ca
from clearatlas.addresses import link
from clearatlas.legend import colours
from clearatlas.observations import Measure, Source, Status, Unit
from clearatlas.outputs import page
from clearatlas.outputs.page import assets, packing
from clearatlas.outputs.page.moments import class_of
from clearatlas.outputs.page.payload import Content, words
from clearatlas.outputs.vectors import geojson
from clearatlas.outputs.wording import LANGUAGES, texts

CASES = Path(__file__).parent / "cases" / "page"
SYNTHETIC = CASES / "synthetic_figures.csv"
HOSTILE = CASES / "synthetic_hostile.csv"
HOSTILE_NAMES = CASES / "synthetic_hostile_names.csv"
HOSTILE_SHAPES = CASES / "synthetic_hostile_names.geojson"

PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Document(HTMLParser):
    """The elements of a page, and the text outside scripts and styles."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.texts, self.scripts, self.styles = [], [], [], []
        self._inside = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in {"script", "style"}:
            self._inside.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in {"script", "style"}:
            self._inside.pop()

    def handle_data(self, data):
        if not self._inside:
            self.texts.append(data)
        else:
            tag, attributes = self._inside[-1]
            if attributes.get("id") == "program":
                # It runs as what it inflates to; see static/loader.js.
                attributes, data = {}, zlib.decompress(base64.b64decode(data)).decode()
            (self.scripts if tag == "script" else self.styles).append((attributes, data))

    @property
    def text(self):
        return re.sub(r"[ \n]+", " ", "".join(self.texts))

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@cache
def atlas(case="shipped", lang="en"):
    figures = () if case == "shipped" else CASES / f"synthetic_{case}.csv"
    return ca.build(figures, lang=lang)


@cache
def rendered(case="shipped", lang="en"):
    return page.render(atlas(case, lang))


def data_of(text):
    (content,) = (
        content for attributes, content in Document(text).scripts if attributes.get("id") == "data"
    )
    return unpacked(content)


def unpacked(content):
    """The data in a script element, its columns of numbers as numbers."""
    if not content.startswith("{"):
        content = zlib.decompress(base64.b64decode(content)).decode()
    data = json.loads(content)
    data["statements"]["measure"] = steps_in(data["statements"]["measure"])
    data["claims"]["value"] = numbers_in(data["claims"]["value"])
    data["lists"] = [steps_in(places) for places in data["lists"]]
    return data


def numbers_in(text):
    """The rule of ``static/numbers.js``."""
    numbers, value, factor = [], 0, 1
    for sign in text:
        bits = ord(sign) - 63
        value += (bits & 31) * factor
        factor *= 32
        if bits < 32:
            numbers.append(-(value + 1) // 2 if value % 2 else value // 2)
            value, factor = 0, 1
    return numbers


def steps_in(text):
    return list(itertools.accumulate(numbers_in(text)))


def value_of(data, claim, measure):
    """The value of a claim, as ``static/data.js`` reads it."""
    power, whole = data["claims"]["powers"][measure], data["claims"]["value"][claim]
    return whole / 10**-power if power < 0 else whole * 10**power


def cells_in(data):
    """Each cell as the scripts of the page read it: period, measure, place, status, class, value.

    This is the rule of ``static/moment.js`` in Python.
    """
    starts = [0]
    for row in range(len(data["statements"]["measure"])):
        extra = data["statements"]["superseded"].get(str(row), 0)
        starts.append(starts[-1] + data["statements"]["claims"].get(str(row), 1) + extra)
    for period, one in enumerate(data["slices"]):
        for measure, columns in one.get("cells", {}).items():
            valued = data["lists"][columns["valued"]] if "valued" in columns else []
            first = columns.get("statement")
            numbers = first if isinstance(first, list) else itertools.count(first or 0)
            numbers = dict(zip(valued, numbers, strict=False))
            members = ()
            if "group" in columns:
                members = data["lists"][one["groups"][columns["group"]]["places"]]
            for position, place in enumerate(data["lists"][one.get("extent", 0)]):
                number = numbers.get(place)
                status = "K" if place in members else "O"
                value = class_number = None
                if number is not None:
                    status = data["statements"]["status"][number]
                    value = value_of(data, starts[number], int(measure))
                    class_number = columns.get("class", {}).get(str(place))
                    if class_number is None:
                        class_number = reckoned_class(data, period, int(measure), place, value)
                status = columns.get("status", {position: status})[position]
                yield period, int(measure), place, status, class_number, value


def reckoned_class(data, period, measure, place, value):
    area = data["geometry"]["editions"][data["slices"][period].get("edition", 0)]["areas"][place]
    unit = data["measures"][measure][1]
    shown = value if unit == "percent" else value / (10_000 if unit == "m2" else 1) / area * 100
    breaks = data["classes"][data["periods"]["kinds"][period]].get(str(measure), [])
    return 0 if shown == 0 else max(1, sum(limit <= shown for limit in breaks))


@pytest.mark.parametrize("case", ["shipped", "figures"])
def test_the_data_of_the_page_says_what_the_atlas_says(case):
    own = atlas(case)
    data = data_of(rendered(case))
    codes = data["places"]["codes"]
    seen = {}
    for period, measure, place, status, sign, value in cells_in(data):
        key = own.periods[period], own.measures[measure].key, codes[place]
        seen[key] = status, sign, value
    for period in own.periods:
        for (measure, code), cell in own.slice(period).cells.items():
            status, number, value = seen.pop((period, measure, code), ("O", None, None))
            assert status == cell.status.value
            assert value == (None if cell.value is None else float(cell.value))
            classes = own.classes(cell.measure, period.granularity)
            assert number == class_of(cell, classes)
    assert not seen


@pytest.mark.parametrize("case", ["shipped", "figures"])
def test_every_value_is_in_one_class_and_every_gap_in_none(case):
    data = data_of(rendered(case))
    classes = data["classes"]
    for period, measure, _, status, sign, value in cells_in(data):
        assert (value is None) == (sign is None)
        assert (value is None) == (status in "KO")
        if value is not None:
            limits = classes[data["periods"]["kinds"][period]].get(str(measure), [])
            assert 0 <= sign <= len(limits)
            assert (sign == 0) == (value == 0)


@pytest.mark.parametrize("case", ["shipped", "figures"])
def test_the_rate_that_scripts_reckon_is_the_rate_of_the_atlas(case):
    own, data = atlas(case), data_of(rendered(case))
    codes = data["places"]["codes"]
    for period, measure, place, _, _, value in cells_in(data):
        cell = own.slice(own.periods[period]).cells[own.measures[measure].key, codes[place]]
        if value is None or cell.measure.unit is Unit.PERCENT:
            assert cell.rate is None
            continue
        edition = data["slices"][period].get("edition", 0)
        area = data["geometry"]["editions"][edition]["areas"][place]
        shown = value / 10_000 if cell.measure.unit is Unit.M2 else value
        assert shown / area * 100 == pytest.approx(cell.rate, rel=1e-6)


def test_group_totals_and_their_places_are_all_there():
    own, data = atlas(), data_of(rendered())
    codes = data["places"]["codes"]
    for period, one in zip(own.periods, data["slices"], strict=True):
        stated = [(set(group.codes), set(group.totals)) for group in own.slice(period).groups]
        written = [
            (
                {codes[place] for place in data["lists"][group["places"]]},
                {data["measures"][int(measure)][0] for measure in group["totals"]},
            )
            for group in one.get("groups", [])
        ]
        assert written == stated


def test_a_further_week_adds_figures_and_no_geometry():
    fewer = data_of(page.render(ca.build(measures=["area_cleared"])))
    assert fewer["geometry"] == data_of(rendered())["geometry"]


def test_two_builds_in_two_processes_give_the_same_bytes():
    script = (
        "import hashlib, clearatlas as ca; from clearatlas.outputs import page;"
        "print(hashlib.sha256(page.render(ca.build()).encode()).hexdigest())"
    )
    digests = {hashlib.sha256(rendered().encode()).hexdigest()}
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            check=True,
            capture_output=True,
            text=True,
        )
        digests.add(done.stdout.strip())
    assert len(digests) == 1


def test_a_group_keeps_its_number_on_a_page_of_fewer_measures():
    own = ca.build(SYNTHETIC, measures=["area_cleared"], period="2025-Q1")
    data = data_of(page.render(own))
    (group,) = data["slices"][data["periods"]["keys"].index("2025-Q1")]["groups"]
    assert own.slice(own.opening).groups[0].id == f"2025-Q1/g{group['number']}" == "2025-Q1/g2"


@pytest.mark.parametrize(
    ("lang", "clearance"), [("en", "clear"), ("az", "təmizlə"), ("ru", "разминир")]
)
def test_the_disclaimer_begins_with_what_holds_for_every_measure(lang, clearance):
    first, _, rest = texts(lang)("disclaimer.text").partition(". ")
    assert clearance not in first.casefold()
    assert "“" in rest or "«" in rest  # that "cleared" is the source's word is still said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_scripts_the_opening_period_is_all_there(lang):
    own, document = atlas("figures", lang), Document(rendered("figures", lang))
    one, measure = own.slice(own.opening), own.measures[0]
    say = texts(lang)
    assert dict(document.elements)["html"] == {"lang": lang}
    for (key, code), cell in one.cells.items():
        if key == measure.key:
            assert own.name(code, lang) in document.text
            if cell.value is not None:
                assert say.number(cell.value / 10_000) in document.text
    assert say("disclaimer.text") in document.text
    assert say("status.O") in document.text
    shown = (cell.statement for (key, _), cell in one.cells.items() if key == measure.key)
    for statement in filter(None, shown):
        for claim in statement.claims:
            assert say.number(claim.value / 10_000) in document.text
            for source in claim.sources:
                assert source.title in document.text
                assert say.published(source.published) in document.text


def test_the_conserved_sum_of_2025_is_in_words():
    text = Document(rendered()).text.replace("\xa0", " ")
    assert "66,936.2 ha on the map + 2,269.5 ha not on the map = 69,205.7 ha" in text


def test_a_gap_is_never_a_zero():
    rows = re.findall(r"<tr>(.*?)</tr>", rendered("figures"), re.DOTALL)
    said = {Document(row).text for row in rows}
    assert "4Fuzulireported as zero001" in said
    assert "Tartarnot reported" in said
    assert "Shushaonly in a group totalbetween 0 and 900\xa0ha1" in said


def test_a_sum_of_bounds_says_that_it_is_not_exact():
    say = texts("en")
    assert say("bound.uncertain") in Document(rendered("figures")).text
    assert say("bound.uncertain") not in Document(rendered()).text


@pytest.mark.parametrize("figures", ["Aghdam,2025,0", "Aghdam,2025,5", "total,2025,5"])
def test_the_smallest_records_have_a_page(tmp_path, figures):
    table = tmp_path / "synthetic.csv"
    table.write_text(f"place,period,ap_mines\n{figures}\n")
    text = Document(page.render(ca.build(table))).text
    say = texts("en")
    counted = "legend.zero" if figures.endswith("0") else "legend.only"
    if figures.startswith("Aghdam"):
        assert say("legend.count", label=say(counted), count=1) in text
    else:
        assert say("summary.placeless", amount=5) in text
    assert "nan" not in text.lower().split()


def test_boundaries_that_may_not_be_handed_on_say_so():
    own = atlas()
    strict = {
        name: replace(edition, redistributable=False) for name, edition in own.boundaries.items()
    }
    sentence = texts("en")("about.restricted")
    assert sentence in Document(page.render(replace(own, boundaries=strict))).text
    assert sentence not in Document(rendered()).text


# The policy


def directives(text):
    metas = Document(text).all("meta")
    (policy,) = (m["content"] for m in metas if m.get("http-equiv") == "Content-Security-Policy")
    return {words[0]: words[1:] for words in (part.split() for part in policy.split(";"))}


@pytest.mark.parametrize("case", ["shipped", "hostile"])
def test_the_policy_names_every_script_and_style_and_nothing_else(case):
    text = rendered(case)
    document, rules = Document(text), directives(text)

    def named(blocks):
        return {
            f"'sha256-{base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()}'"
            for attributes, block in blocks
            if "type" not in attributes
        }

    assert set(rules["script-src"]) == named(document.scripts)
    assert set(rules["style-src"]) == named(document.styles)
    assert rules["default-src"] == ["'none'"]
    assert rules["base-uri"] == rules["form-action"] == ["'none'"]
    assert rules["img-src"] == ["data:", "blob:"]


@pytest.mark.parametrize("case", ["shipped", "figures", "hostile"])
def test_nothing_is_fetched_and_no_attribute_runs(case):
    document = Document(rendered(case))
    for tag, attributes in document.elements:
        assert tag not in {"img", "iframe", "link", "object", "embed", "base"}
        assert "style" not in attributes
        assert "src" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if "href" in attributes:
            assert re.match(r"https?://|#" if tag == "a" else "#", attributes["href"])
    for anchor in document.all("a"):
        if not anchor["href"].startswith("#"):
            assert anchor["rel"] == "noopener noreferrer"
    assert "url(" not in re.sub(r'url\("#[\w-]+"\)', "", "".join(s for _, s in document.styles))
    assert {"name": "referrer", "content": "no-referrer"} in document.all("meta")


def test_the_scripts_keep_nothing():
    stores = r"\b(?:localStorage|sessionStorage|indexedDB|caches|cookieStore|cookie\s*=(?!=))"
    program = "".join(content for _, content in Document(rendered()).scripts)
    assert "document.cookie" in program, "the words of the program are read"
    assert not re.search(stores, program)


@pytest.mark.parametrize("value", ["", "5"])
def test_a_district_too_small_for_its_digits_has_an_area_and_stops_no_page(tmp_path, value):
    shapes, figures = tmp_path / "synthetic.geojson", tmp_path / "synthetic.csv"
    units = [
        {
            "type": "Feature",
            "properties": {"code": name, "name": name},
            "geometry": shapely.geometry.mapping(shapely.box(west, -30, west + side, -30 + side)),
        }
        for name, west, side in [("Large", 1, 0.1), ("Tiny", 2, 0.00005)]
    ]
    shapes.write_text(json.dumps({"type": "FeatureCollection", "features": units}))
    figures.write_text(f"place,period,uxo\nLarge,2025,5\nTiny,2025,{value}\n")
    own = ca.build(figures, boundaries=shapes, extent="all")
    (edition,) = data_of(page.render(own))["geometry"]["editions"]
    assert 0 < min(edition["areas"]) < 0.0001


# Hostile text


def test_hostile_texts_of_a_table_stay_text():
    text = rendered("hostile")
    document = Document(text)
    assert len(document.scripts) == len(Document(rendered()).scripts)
    assert "{{ 7 * 7 }} & <b>bold</b>" in document.text
    strings = data_of(text)["strings"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text + "".join(strings))
    assert "\0" not in text
    assert any("<img src=x onerror=" in string for string in strings)


def test_hostile_names_codes_and_titles_stay_text():
    title = "</title><script>window.pwned=1</script>{{ 7 * 7 }}\u202e"
    own = ca.build(HOSTILE_NAMES, boundaries=HOSTILE_SHAPES, title=title)
    document = Document(page.render(own))
    assert len(document.scripts) == len(Document(rendered()).scripts)
    assert "<img src=x onerror=window.pwned=1>" in document.text
    assert "</title><script>window.pwned=1</script>{{ 7 * 7 }}" in document.text


HOSTILE_ADDRESSES = [
    "javascript:window.pwned=1",
    " javascript:window.pwned=1",
    "JaVaScRiPt:window.pwned=1",
    "data:text/html,<script>window.pwned=1</script>",
    "https:///no-host",
    "//example.org/x",
    "https://example.org/a b",
    "https://example.org/\njavascript:",
]


@pytest.mark.parametrize("address", HOSTILE_ADDRESSES)
def test_only_web_addresses_become_links(address):
    assert link(address) == ""
    reading = ca.read(SYNTHETIC)
    spoilt = [replace(one, source=replace(one.source, url=address)) for one in reading.observations]
    document = Document(page.render(ca.join(spoilt, ca.load_boundaries())))
    assert link("https://[broken") == ""
    assert all(anchor["href"].startswith("#") for anchor in document.all("a"))
    assert re.sub(r"[ \n]+", " ", address) in document.text


def test_texts_of_ten_thousand_signs_stay_whole():
    reading = ca.read(SYNTHETIC)
    long = "wxyz" * 2_500
    spoilt = [replace(one, source=Source(title=long), note=long) for one in reading.observations]
    text = page.render(ca.join(spoilt, ca.load_boundaries()))
    assert long in Document(text).text
    assert data_of(text)["strings"].count(long) == 1


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.integers(0, 500))
def test_no_text_ends_the_data_early(text, repeats):
    data = {"text": text, "padding": "x" * repeats}
    for written in (packing.as_script(data), packing.pack(data)):
        assert not re.search("[<>&\u2028\u2029]", written.text)
        assert (written.type == packing.PLAIN) == written.text.startswith("{")
    read = json.loads(packing.as_script(data).text)["text"]
    assert read.replace("\0", "") == packing.undirected(text)
    assert len(packing.pack(data).text) <= len(packing.as_script(data).text)


# Words


def used_keys():
    """Every key of a text that stands in the sources of an output, and every family of keys."""
    folder = files("clearatlas.outputs.page")
    sources = [entry for entry in folder.iterdir() if entry.name.endswith(".py")]
    sources += list(folder.joinpath("static").iterdir())
    outputs = files("clearatlas.outputs")
    wording = outputs / "wording"
    sources += [outputs / "vectors.py", wording / "__init__.py", wording / "phrases.py"]
    text = "\n".join(entry.read_text(encoding="utf-8") for entry in sources)
    whole = set(re.findall(r"[\"'](\w+\.\w+)[\"']", text))
    families = set(re.findall(r"[\"'`](\w+\.)(?:part_)?[{$]", text))
    return whole, families


def test_every_language_has_the_same_texts_with_the_same_values():
    first = texts("en").entries
    for lang in LANGUAGES:
        entries = texts(lang).entries
        assert entries.keys() == first.keys()
        for key, text in entries.items():
            allowed = set(PLACEHOLDER.findall(first[key])) | {"roman"}
            assert set(PLACEHOLDER.findall(text)) <= allowed, (lang, key)
            assert text.strip(), (lang, key)


def test_every_text_is_used_and_every_used_text_exists():
    whole, families = used_keys()
    own = texts("en").entries
    unused = [
        key for key in own if key not in whole and f"{key.partition('.')[0]}." not in families
    ]
    assert unused == []
    sections = {key.partition(".")[0] for key in own}
    looked_up = {key for key in whole if key.partition(".")[0] in sections}
    file_and_doctest = {"page.jinja", "measure.booby_traps"}
    assert {key for key in looked_up if key not in own} == file_and_doctest


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_status_measure_and_reason_has_words(lang):
    say = texts(lang)
    assert all(say.has(f"status.{status}") for status in Status)
    assert all(say.has(f"measure.{measure.key}") for measure in atlas().measures)


def test_a_measure_of_another_programme_is_named_after_its_key():
    own = words("ru", [Measure("booby_traps", Unit.ITEMS)])
    assert own("measure.booby_traps") == "Booby traps"


@pytest.mark.parametrize(
    ("lang", "period", "said"),
    [
        ("en", "2025", "2025"),
        ("en", "2025-Q3", "Q3 2025"),
        ("ru", "2025-Q3", "III квартал 2025 года"),
        ("az", "2025-08", "avqust 2025"),
        ("ru", "2025-08", "август 2025"),
        ("ru", "2025-W33", "11–17 августа 2025"),
        ("en", "2024-12-29..2025-01-04", "29 December 2024 – 4 January 2025"),
        ("en", "2025-07-28..2025-08-03", "28 July – 3 August 2025"),
        ("en", "2020-11-10..2023-04-17", "10 November 2020 – 17 April 2023, running total"),
        ("en", "2016-05-14..2016-05-14", "14 May 2016"),
        ("az", "..2025-08-17", "son tarix: 17 avqust 2025, başlanğıcı göstərilməyib"),
        ("en", "2020-11-10..", "since 10 November 2020, end not stated"),
    ],
)
def test_periods_are_said_as_people_say_them(lang, period, said):
    assert texts(lang).period(ca.Period.parse(period)) == said


# Files


def test_every_script_and_style_file_is_in_the_page():
    names = {Path(entry.name) for entry in files(assets.__package__).joinpath("static").iterdir()}
    script, style = assets.page_script(tiles=True), assets.page_style()
    for name in names:
        if name.stem == "loader":
            assert assets.page_loader() in rendered()
        elif name.suffix == ".js":
            source = files(assets.__package__).joinpath("static", str(name)).read_text("utf-8")
            own = re.findall(r"^(?:export )?(?:const|function) (\w+)", source, re.MULTILINE)
            assert all(re.search(rf"(?:const|function) {each}\b", script) for each in own), name
    assert "openstreetmap" not in assets.page_script()
    assert len([name for name in names if name.suffix == ".css"]) == len(assets._STYLES)  # noqa: SLF001
    assert "/*" not in style
    assert not re.search(r"^\s*(//|\*)", script, re.MULTILINE)


def test_the_colours_of_the_page_are_those_of_the_legend():
    own = atlas()
    classes = own.classes(own.measures[0], own.opening.granularity)
    for number, colour in enumerate(colours(classes)):
        rule = f'[data-classes="{len(classes.breaks)}"] .fill-{number}{{fill:{colour}}}'
        assert rule in assets.page_style()


def test_no_word_of_the_page_stands_in_its_template():
    text = files(assets.__package__).joinpath("static", "page.jinja").read_text(encoding="utf-8")
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
    assert re.findall(r"[^\W\d_]+", re.sub(r"<[^>]*>", "", bare)) == []


#: Names of keys, of GeoJSON types and of fonts: what begins with a capital and is not shown.
NOT_SHOWN = re.compile(
    "Arrow(Left|Right|Up|Down)|Enter|Escape|Home|End|(Multi)?Polygon|Feature(Collection)?|Noto Sans"
)


def test_no_word_of_the_page_stands_in_its_scripts():
    for entry in files(assets.__package__).joinpath("static").iterdir():
        if not entry.name.endswith(".js"):
            continue
        source = re.sub(
            r"^\s*(//|/?\*).*", "", entry.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        for literal in re.findall(r'"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`', source):
            words = re.sub(r"\$\{[^}]*\}", "", "".join(literal))
            shown = re.search(r"(^|[ >])[A-ZÀ-Ž][a-zà-ž]+| \w+[.?!]$", NOT_SHOWN.sub("", words))
            assert not shown, (entry.name, words)
        assert not re.search(r'(textContent|innerHTML) = ["`](?!["`])', source), entry.name


def test_both_ways_to_the_dark_have_the_same_colours():
    text = files(assets.__package__).joinpath("static", "tokens.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root[^{]*data-theme[^{]*\{(.*?)\}", text, re.DOTALL)
    asked, chosen = ([line.strip() for line in block.splitlines()] for block in blocks)
    assert asked == chosen
    assert "color-scheme: dark;" in asked


def test_a_language_is_one_text_file(tmp_path):
    """A copy of the package with a fourth file shows the page in a fourth language."""
    package = Path(ca.__file__).parent
    copied = tmp_path / "src" / "clearatlas"
    shutil.copytree(package, copied, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "geodata").symlink_to(package.parents[1] / "geodata")
    english = (copied / "outputs" / "wording" / "en.toml").read_text(encoding="utf-8")
    georgian = english.replace('name = "English"', 'name = "ქართული"')
    (copied / "outputs" / "wording" / "ka.toml").write_text(georgian, encoding="utf-8")
    script = (
        "import clearatlas as ca; from clearatlas.outputs.page.payload import Content;"
        "content = Content(ca.build(period='2025'));"
        "print(list(content.languages), content.languages['ka'].months['alone'][0])"
    )
    path = ":".join(
        [str(tmp_path / "src"), *(one for one in sys.path if one != str(package.parent))]
    )

    def run(*arguments):
        return subprocess.run(
            [sys.executable, *arguments],
            env={"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
        ).stdout.strip()

    assert run("-c", script) == "['en', 'az', 'ka', 'ru'] იანვარი"
    written = tmp_path / "page.html"
    run("-m", "clearatlas", "map", "--lang", "ka", "-o", str(written))
    assert '<html lang="ka"' in written.read_text(encoding="utf-8")


# Geometry


def test_a_heavy_boundary_file_is_simplified_and_says_so(tmp_path):
    lattice = [shapely.box(x, y, x + 1, y + 1) for x in range(8) for y in range(8)]
    dense = shapely.segmentize(lattice, 1 / 256)
    assert shapely.get_num_coordinates(dense).sum() > 60_000
    features = [
        {
            "type": "Feature",
            "properties": {"code": f"C{number:02}", "name": f"Unit {number}"},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for number, shape in enumerate(dense)
    ]
    shapes, figures = tmp_path / "synthetic.geojson", tmp_path / "synthetic.csv"
    shapes.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    figures.write_text("place,period,ap_mines\nC00,2025,4\n")
    text = page.render(ca.build(figures, boundaries=shapes))
    assert texts("en")("about.simplified") in Document(text).text
    assert len(json.dumps(data_of(text)["geometry"]["arcs"])) < 5_000
    assert texts("en")("about.simplified") not in Document(rendered()).text


def test_only_the_derived_border_of_aghdara_is_dashed():
    content = Content(atlas())
    geometry = content.data["geometry"]
    older, newer = geometry["editions"]
    assert older["dashed"] == []
    shapes = [shape for shape in older["shapes"] + older["rest"] if shape]
    elsewhere = {max(n, ~n) for shape in shapes for part in shape for ring in part for n in ring}
    assert newer["dashed"]
    assert not elsewhere & set(newer["dashed"])


# folium


def test_explore_gives_a_folium_map_that_takes_layers():
    shown = page.explore(atlas())
    assert isinstance(shown, folium.Map)
    plain = shown.get_root().render()
    assert "Content-Security-Policy" not in plain
    assert not re.search(r'<(script|link)[^>]+(src|href)="', plain)
    folium.Marker((39.8, 46.75), tooltip="here").add_to(shown)
    full = shown.get_root().render()
    assert ".addTo(map_clearatlas)" in full
    assert "jquery" in full
    assert "iframe" in shown._repr_html_()


def test_explore_leaves_other_folium_maps_alone():
    before = list(folium.Map.default_js), list(folium.Map.default_css)
    folium.Marker((39.8, 46.75)).add_to(shown := page.explore(atlas()))
    shown.get_root().render()
    assert (list(folium.Map.default_js), list(folium.Map.default_css)) == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_remarks_on_the_shipped_boundaries_are_in_every_language(lang):
    text = Document(page.render(ca.build(lang=lang))).text
    assert texts(lang)("about.shipped") in text
    assert "The districts before Aghdara's" not in text


def test_scripts_that_share_a_scope_share_no_name():
    with pytest.raises(ValueError, match=r"one\.js and two\.js both name something width"):
        assets.joined({"one": "export const width = 1;\n", "two": "let width = 2;\n"})


def test_a_comment_behind_code_is_refused():
    with pytest.raises(ValueError, match="line of its own: const one = 1; // the first"):
        assets.joined({"one": "const one = 1; // the first\nconst two = 2;\n"})


def test_scripts_stand_in_the_order_of_their_imports():
    sources = {
        "first": 'import { size } from "./second.js";\nexport const area = () => size;\n',
        "second": "export const size = 2;\n",
    }
    joined = assets.joined(sources)
    assert joined.index("const size") < joined.index("const area")
    assert "import" not in joined
    assert "export" not in joined


@given(
    st.decimals(0, 10**9, places=6, allow_nan=False, allow_infinity=False)
    | st.decimals(0, 1, places=15, allow_nan=False, allow_infinity=False),
    st.sampled_from(LANGUAGES),
)
def test_a_number_is_written_as_zero_only_where_it_is_zero(value, lang):
    say = texts(lang)
    for written in (say.number(value), say.number(value, 1), say.rate(float(value))):
        assert (written == "0") == (value == 0), (value, written)


def test_a_page_without_any_measure_of_clearance_is_not_titled_so(tmp_path):
    table = tmp_path / "synthetic.csv"
    table.write_text("place,period,remaining,area_ha\nFuzuli,2025,7,1\n")
    for measures, key in (
        (["remaining:ha"], "title_plain"),
        (["area_cleared", "remaining"], "title"),
    ):
        built = ca.build(table, measures=measures)
        for lang in LANGUAGES:
            said = texts(lang)(f"page.{key}")
            assert f"<title>{said}</title>" in page.render(
                replace(built, view=replace(built.view, lang=lang))
            )
    assert (
        json.loads(geojson(ca.build(table, measures="remaining")))["title"]
        == "Reported figures by district"
    )
