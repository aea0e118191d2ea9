// The periods of one kind on a line: a slider, steps, and play. Play never leaves the kind.
import { periodName } from "./dates.js";
import { byId } from "./dom.js";
import { siblings } from "./periods.js";
import { choose, onChange, state } from "./state.js";
import { say } from "./texts.js";

/** How long a period stands while playing, in milliseconds; longer for who wants less motion. */
const PACE = 900;
const CALM_PACE = 2500;

let timer = null;
let isAdvancing = false;

/** Makes the slider and the buttons beside it answer. */
export function listenToTime() {
  byId("previous").addEventListener("click", () => stepBy(-1));
  byId("next").addEventListener("click", () => stepBy(1));
  byId("play").addEventListener("click", () => (timer === null ? play() : pause()));
  byId("time").addEventListener("input", ({ target }) =>
    choose({ period: siblings()[target.value] }),
  );
  for (const id of ["measure", "kind", "period", "previous", "next"]) {
    byId(id).addEventListener("pointerdown", pause);
  }
  // Whatever else chooses a period or measure - slider, chart, lists, address - has the last word.
  onChange((changed) => {
    if (!isAdvancing && changed.some((name) => name === "period" || name === "measure")) {
      pause();
    }
  });
  document.addEventListener("visibilitychange", pause);
  document.addEventListener("keydown", (event) => event.key === "Escape" && pause());
}

/** Shows where among its kind the present period stands. */
export function drawTime() {
  const periods = siblings();
  const position = periods.indexOf(state.period);
  const slider = byId("time");
  const name = periodName(state.period);
  slider.max = periods.length - 1;
  slider.value = position;
  slider.disabled = periods.length < 2;
  slider.setAttribute("aria-valuetext", name);
  byId("play").disabled = periods.length < 2;
  // Not disabled: the keyboard would lose its place at the last step.
  byId("previous").setAttribute("aria-disabled", position === 0);
  byId("next").setAttribute("aria-disabled", position === periods.length - 1);
  drawPlay();
}

function stepBy(by) {
  const periods = siblings();
  const next = periods[periods.indexOf(state.period) + by];
  if (next !== undefined) {
    choose({ period: next });
  }
}

/** Goes through the periods up to the newest, from the oldest if it stands there already. */
function play() {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  timer = setInterval(advance, isCalm ? CALM_PACE : PACE);
  // A screen reader would be talked over by every step.
  byId("summary").setAttribute("aria-live", "off");
  if (state.period === siblings().at(-1)) {
    goOn(siblings()[0]);
  }
  drawPlay();
}

function advance() {
  const periods = siblings();
  const next = periods[periods.indexOf(state.period) + 1];
  if (next !== undefined) {
    goOn(next);
  }
  if (next === undefined || next === periods.at(-1)) {
    pause();
  }
}

function goOn(period) {
  isAdvancing = true;
  choose({ period });
  isAdvancing = false;
}

function pause() {
  if (timer !== null) {
    clearInterval(timer);
    timer = null;
    byId("summary").setAttribute("aria-live", "polite");
    byId("announcement").textContent = say("control.stopped", { period: periodName(state.period) });
    drawPlay();
  }
}

function drawPlay() {
  const label = say(timer === null ? "control.play" : "control.pause");
  const button = byId("play");
  button.dataset.playing = timer !== null;
  button.setAttribute("aria-label", label);
  button.setAttribute("title", label);
}
