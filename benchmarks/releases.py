"""Time the reading of 10,000 releases: a folder into a record, and into a page.

The releases are synthetic and seeded: 520 weeks in the words of three languages, by about nineteen
outlets each, with a headline, the week's figures, its places, a running total and the paragraphs
around them that belong to no figure. Whole processes are timed: ``clearatlas check`` and ``map``.

The peer is dateparser's ``search_dates`` on a sample of the same texts: it finds dates alone. What
counts is the ratio per text. The outcome to reach is under a minute on two cores.

Run with ``make benchmark`` (needs the ``benchmark`` extra), or with a number of releases.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

RELEASES = 10_000
SAMPLE = 50
WEEKS = 520
FIRST = date(2016, 1, 4)

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "az": "yanvarın fevralın martın aprelin mayın iyunun iyulun avqustun sentyabrın oktyabrın "
    "noyabrın dekabrın",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
PLACES = {
    "en": ["Tartar", "Aghdam", "Kalbajar", "Khojaly", "Lachin", "Shusha", "Fuzuli", "Zangilan"],
    "az": ["Tərtər", "Ağdam", "Kəlbəcər", "Xocalı", "Laçın", "Şuşa", "Füzuli", "Zəngilan"],
    "ru": ["Тертерском", "Агдамском", "Лачинском", "Шушинском", "Физулинском", "Джебраильском"],
}
TEXTS = {
    "en": "Mines found over the week\n\n{day}.{month:02}.{year}\n\nThe work of the teams went on "
    "during the week in all directions, and the machines came back from repair. From {m1} {d1} to "
    "{m2} {d2}, {ap} anti-personnel mines, {at} anti-tank mines and {uxo} unexploded ordnance were "
    "found in {where} districts. {area} hectares were cleared of mines.\n\nTraining of 24 new "
    "sappers ended on the same days; 12 dogs and 6 machines took part. Since November 10, 2015, "
    "{so_far} hectares have been cleared.\n\nResidents are asked to keep to the marked roads, not "
    "to touch unknown things and to call the hot line. The next report comes in a week.\n",
    "az": "Həftənin məlumatı\n\n{day}.{month:02}.{year}\n\nQrupların işi həftə boyu bütün "
    "istiqamətlərdə davam edib, maşınlar təmirdən qayıdıb. {m1} {d1}-dən {m2} {d2}-dək {where} "
    "rayonlarında {ap} ədəd piyada əleyhinə, {at} ədəd tank əleyhinə mina və {uxo} ədəd "
    "partlamamış hərbi sursat aşkarlanıb. {area} hektar ərazi minalardan təmizlənib.\n\nElə həmin "
    "günlərdə 24 istehkamçının təlimi başa çatıb; 12 it və 6 maşın iştirak edib. Sakinlərdən "
    "nişanlanmış yollardan çıxmamaq, naməlum əşyalara toxunmamaq və qaynar xəttə "
    "zəng etmək xahiş olunur. "
    "Növbəti məlumat bir həftədən sonra veriləcək.\n",
    "ru": "Сводка за неделю\n\n{day}.{month:02}.{year}\n\nРабота групп шла всю неделю по всем "
    "направлениям, машины вернулись из ремонта. С {d1} {m1} по {d2} {m2} в {where} районах "
    "обнаружено {ap} противопехотных мин, {at} противотанковых мин и {uxo} неразорвавшихся "
    "боеприпасов. От мин очищено {area} га.\n\nВ те же дни закончилось обучение 24 сапёров; "
    "участвовали 12 собак и 6 машин. С 10 ноября 2015 года очищено {so_far} га.\n\nЖителей просят "
    "держаться отмеченных дорог, не трогать незнакомые предметы и звонить на горячую линию. "
    "Следующая сводка выйдет через неделю.\n",
}


def releases(count: int) -> Iterator[tuple[str, str]]:
    """Yield a file name and text for each release; the same for every run."""
    chance = random.Random(20_261_125)  # noqa: S311 - a seed, no secret
    so_far = 0
    weeks = []
    for number in range(WEEKS):
        area = chance.randint(100, 2_000)
        so_far += area
        counts = [chance.randint(5, 300), chance.randint(5, 200), chance.randint(50, 3_000)]
        weeks.append((FIRST + timedelta(weeks=number), *counts, area, so_far))
    for number in range(count):
        week = weeks[number % WEEKS]
        lang = ("en", "az", "ru")[(number // WEEKS) % 3]
        yield f"synthetic_{number:05}.txt", _text(lang, *week)


def _text(lang: str, start: date, *figures: int) -> str:
    end, out = start + timedelta(days=6), start + timedelta(days=7)
    ap, at, uxo, area, so_far = figures
    months = MONTHS[lang].split()
    return TEXTS[lang].format(
        day=f"{out.day:02}",
        month=out.month,
        year=out.year,
        m1=months[start.month - 1],
        m2=months[end.month - 1],
        d1=start.day,
        d2=end.day,
        ap=ap,
        at=at,
        uxo=uxo,
        area=area,
        so_far=so_far,
        where=", ".join(PLACES[lang]),
    )


def seconds(command: list[str]) -> float:
    """Return how long a command takes from outside."""
    start = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own command
        command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return time.perf_counter() - start


def peer_seconds(texts: list[str]) -> float:
    """Return how long dateparser takes to find the dates of texts."""
    from dateparser.search import search_dates  # noqa: PLC0415 - a peer, loaded where it is timed

    start = time.perf_counter()
    for text in texts:
        search_dates(text, languages=["en", "az", "ru"])
    return time.perf_counter() - start


def main(count: int) -> None:
    """Write the releases, time both commands, and print seconds and ratios."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "releases"
        folder.mkdir()
        texts = dict(releases(count))
        for file, text in texts.items():
            (folder / file).write_text(text, encoding="utf-8")
        size = sum(map(len, texts.values())) / count
        print(f"{count} synthetic releases, {size:.0f} characters each on average")
        ours = [sys.executable, "-m", "clearatlas"]
        check = seconds([*ours, "check", str(folder), "--format", "json"])
        page = seconds([*ours, "map", str(folder), "-o", str(folder.parent / "page.html")])
        sample = [text for _, text in list(texts.items())[:: max(1, count // SAMPLE)]]
        peer = peer_seconds(sample) / len(sample)
        for words, taken in (("check", check), ("map", page)):
            ratio = taken / count / peer
            print(f"clearatlas {words}: {taken:.1f} s, {ratio:.3f} of search_dates, text by text")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RELEASES)
