// Days and periods in the words of the chosen language. As in wording/__init__.py.
import { data } from "./data.js";
import { months, say } from "./texts.js";

const DAY = 86_400_000;
const ROMAN = ["I", "II", "III", "IV"];
const PARTIAL = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/;

/** A period as a reader says it. */
export function periodName(period) {
  const key = data.periods.keys[period];
  const [year, part] = key.split("-");
  if (/^\d{4}$/.test(key)) {
    return say("period.year", { year });
  }
  if (/^\d{4}-Q\d$/.test(key)) {
    const number = Number(part.slice(1));
    return say("period.quarter", { number, roman: ROMAN[number - 1], year });
  }
  if (/^\d{4}-\d{2}$/.test(key)) {
    return monthName(Number(year), Number(part));
  }
  const [first, last] = daysOf(key);
  if (first === null) {
    return say("period.until", { last: dayName(last) });
  }
  if (last === null) {
    return say("period.since", { first: dayName(first) });
  }
  const span = spanName(first, last);
  return data.periods.kinds[period] === "c" ? say("period.running", { span }) : span;
}

/** A date of publication in words: a day, a month, or whatever stands there. */
export function dateName(published) {
  const [, year, month, day] = PARTIAL.exec(published) ?? [];
  const isMonth = Number(month) >= 1 && Number(month) <= 12;
  if (!isMonth || (day && !isDay(published))) {
    return published;
  }
  return day ? dayName(published) : monthName(Number(year), Number(month));
}

/** When a period begins and ends, in milliseconds: its first moment, or null, and its last. */
export function timesOf(period) {
  const [first, last] = daysOf(data.periods.keys[period]);
  return [first && Date.parse(first), last && Date.parse(last) + DAY];
}

/** First and last day of a period as ISO writes them; null where open. */
export function daysOf(key) {
  const [, year, quarter, month] = /^(\d{4})(?:-Q(\d)|-(\d{2}))?$/.exec(key) ?? [];
  if (year) {
    const first = quarter ? 3 * quarter - 3 : (month ?? 1) - 1;
    const length = quarter ? 3 : month ? 1 : 12;
    return [Date.UTC(year, first, 1), Date.UTC(year, first + length, 0)].map(isoDay);
  }
  const week = /^(\d{4})-W(\d{2})$/.exec(key);
  if (week === null) {
    return key.split("..").map((day) => day || null);
  }
  // The week that holds 4 January is the first; weeks start on Monday.
  const fourth = Date.UTC(Number(week[1]), 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  const monday = fourth + (7 * (Number(week[2]) - 1) - weekday) * DAY;
  return [monday, monday + 6 * DAY].map(isoDay);
}

function isoDay(time) {
  return new Date(time).toISOString().slice(0, 10);
}

function isDay(text) {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && isoDay(time) === text;
}

function spanName(first, last) {
  if (first === last) {
    return dayName(last);
  }
  if (first.slice(0, 7) === last.slice(0, 7)) {
    return say("period.same_month", { first: dayOf(first), last: dayName(last) });
  }
  const isSameYear = first.slice(0, 4) === last.slice(0, 4);
  const start = isSameYear
    ? say("date.day_month", { day: dayOf(first), month: datedMonth(first) })
    : dayName(first);
  return say("period.span", { first: start, last: dayName(last) });
}

export function dayName(day) {
  return say("date.day", { day: dayOf(day), month: datedMonth(day), year: yearOf(day) });
}

function monthName(year, month) {
  return say("date.month", { month: months().alone[month - 1], year });
}

function datedMonth(day) {
  return months().dated[Number(day.slice(5, 7)) - 1];
}

function dayOf(day) {
  return Number(day.slice(8, 10));
}

function yearOf(day) {
  return Number(day.slice(0, 4));
}
