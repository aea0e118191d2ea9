// Light or dark, as the reader's device says until the reader says otherwise.
import { byId } from "./dom.js";
import { say } from "./texts.js";

const dark = matchMedia("(prefers-color-scheme: dark)");

/** Makes the switch answer. */
export function listenToTheme() {
  byId("theme").addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    drawTheme();
  });
  dark.addEventListener("change", drawTheme);
}

/** Names the theme that the switch leads to. */
export function drawTheme() {
  const label = say(isDark() ? "theme.light" : "theme.dark");
  byId("theme").setAttribute("aria-label", label);
  byId("theme").setAttribute("title", label);
}

function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : dark.matches;
}
