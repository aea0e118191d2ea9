// The standing texts of the page: each element says which text it holds.
import { data } from "./data.js";
import { byId } from "./dom.js";
import { state } from "./state.js";
import { say } from "./texts.js";

/** Puts every standing text into the present language. */
export function drawWords() {
  document.documentElement.lang = state.lang;
  for (const node of document.querySelectorAll("[data-text]")) {
    node.textContent = say(node.dataset.text, valuesOf(node));
  }
  for (const node of document.querySelectorAll("[data-says]")) {
    node.textContent = JSON.parse(node.dataset.says)[state.lang];
  }
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", say(node.dataset.label));
    node.setAttribute("title", say(node.dataset.label));
  }
  // What was said last was said in the other language.
  byId("announcement").textContent = "";
  const title = data.title || say("page.title");
  document.title = title;
  byId("title").textContent = title;
}

/** The values of a standing text, in the present language where they differ by language. */
function valuesOf(node) {
  const values = JSON.parse(node.dataset.values ?? "{}");
  return { ...values, ...values[state.lang] };
}
