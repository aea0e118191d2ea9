"""Python and the scripts tell the same of every period, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

import clearatlas as ca
from clearatlas.outputs.page.payload import words
from clearatlas.outputs.wording import texts

pytestmark = pytest.mark.browser

CASES = Path(__file__).parents[1] / "cases" / "page"

SHOWN = """() => {
  const remarks = item => [...item.querySelectorAll('.remark')]
    .filter(one => !one.closest('details')).map(one => one.textContent);
  const lines = id => [...document.querySelectorAll(`#${id}-list > li`)]
    .map(item => [item.querySelector('bdi').textContent, ...remarks(item)]);
  const rows = [...document.querySelectorAll('#rows tr')].map(({ cells: [rank, place, value] }) =>
    [rank.textContent, place.querySelector('bdi').textContent, value.textContent]);
  return {
    summary: document.getElementById('summary').textContent,
    groups: lines('groups'), sums: lines('sums'), rows,
  };
}"""


@pytest.mark.parametrize("lang", ["en", "az", "ru"])
@pytest.mark.parametrize("case", ["told", "figures"])
def test_python_and_the_scripts_tell_the_same(open_page, view_of, case, lang):
    opened = open_page(case, lang)
    atlas = ca.build(CASES / f"synthetic_{case}.csv", lang=lang)
    say = words(lang, atlas.measures)
    for period in atlas.periods:
        for measure in (one for one in atlas.measures if one in stated(atlas.slice(period))):
            opened.show(f"#measure={measure.key}&period={period}&lang={lang}")
            opened.page.wait_for_function(
                "name => document.getElementById('summary').textContent.startsWith(name)",
                arg=say(f"measure.{measure.key}") + ", " + say.period(period),
            )
            shown = opened.page.evaluate(SHOWN)
            view = view_of(atlas, period, measure, lang)
            assert shown["summary"] == view.summary
            assert shown["sums"] == [[line.text, *line.remarks] for line in view.sums]
            assert shown["rows"] == [[row.rank, row.place, row.value] for row in view.rows]
            for line, found in zip(view.groups, shown["groups"], strict=True):
                assert found[: 1 + len(line.remarks)] == [line.text, *line.remarks]


def stated(one):
    statements = [total for group in one.groups for total in group.totals.values()]
    statements += [*one.totals, *(row.statement for row in one.unplaced)]
    return {statement.measure for statement in statements} | {
        cell.measure for cell in one.cells.values()
    }


def test_remarks_on_the_data_follow_the_language(open_page):
    opened = open_page(address="#lang=ru")
    remarks = opened.page.locator("footer details").filter(has_text=texts("ru")("about.notes"))
    assert "не прочитано: столбец “mentioned”" in remarks.text_content()
    opened.show("#lang=en")
    told = opened.page.locator("[data-says]").all_text_contents()
    assert told == list(ca.build().notes)


def test_what_shipped_boundaries_say_of_themselves_is_marked_as_english(open_page):
    opened = open_page(lang="az")
    quoted = opened.page.locator("footer bdi[lang=en]")
    said = quoted.all_text_contents()
    assert all("Natural Earth" in one for one in said)
    opened.page.locator("#language").select_option("ru")
    assert quoted.all_text_contents() == said
    assert opened.text("footer p >> nth=0").startswith("Границы, издание 2023: Natural Earth")
