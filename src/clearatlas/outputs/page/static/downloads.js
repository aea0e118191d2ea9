// Buttons that save what is shown: CSV, GeoJSON, SVG, PNG; and the sheet that is printed.
import { comparedPeriods } from "./compare.js";
import { comparisonSheet } from "./comparison.js";
import { data } from "./data.js";
import { byId, refill } from "./dom.js";
import { csvText } from "./exports.js";
import { geojsonText } from "./geojson.js";
import { picture } from "./picture.js";
import { isAllowed, state } from "./state.js";
import { isCircled } from "./symbols.js";
import { say } from "./texts.js";

const SVG_TYPE = "image/svg+xml";
/** Around the sheet in a file; paper has margins of its own. */
const SHEET_MARGIN = 16;
const PICTURES = ["svg", "png"];
/** Twice as fine as the screen, so that a printed PNG is sharp. */
const PNG_SCALE = 2;
/** What a file of its own must say of each shape, as no style sheet comes with it. */
const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linejoin",
  "paint-order",
];

/** Makes the buttons answer; in a sandbox that forbids saving, the table can be copied instead. */
export function listenToDownloads() {
  byId("downloads").hidden = !isAllowed("downloads");
  byId("as-text").hidden = isAllowed("downloads");
  byId("print").hidden = !isAllowed("modals");
  byId("show-text").addEventListener("click", showText);
  byId("save-csv").addEventListener("click", () => save("csv", "text/csv", csvText()));
  byId("save-geojson").addEventListener("click", () =>
    save("geojson", "application/geo+json", geojsonText()),
  );
  byId("save-svg").addEventListener("click", () => save("svg", SVG_TYPE, svgText()));
  byId("save-png").addEventListener("click", savePng);
  byId("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => layOnPaper([paperSheet()]));
  window.addEventListener("afterprint", () => layOnPaper([]));
}

/** Shows the table as text, selected: where nothing can be saved, it can be copied. */
function showText() {
  const field = byId("table-text");
  field.value = csvText();
  field.hidden = false;
  field.focus();
  field.select();
}

/** Takes the text away when it is no longer what is shown. */
export function hideText() {
  byId("table-text").hidden = true;
}

function paperSheet() {
  return comparedPeriods().length > 0 ? comparisonSheet() : picture();
}

/** Puts the sheet where the printer finds it, or takes it away. */
function layOnPaper(sheets) {
  refill(byId("paper"), sheets);
  byId("page").classList.toggle("on-paper", sheets.length > 0);
}

/** What the file shows; of a picture, whether in circles. */
function fileStem(isPicture) {
  const words = [
    data.measures[state.measure][0],
    data.periods.keys[state.period],
    isPicture && isCircled() && "circles",
    state.lang,
  ];
  return words
    .filter(Boolean)
    .join("_")
    .replace(/[^\w.-]+/g, "-");
}

function save(suffix, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${fileStem(PICTURES.includes(suffix))}.${suffix}`;
  link.click();
  // The browser needs the address until it has begun to save.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  byId("save-status").textContent = say("save.done", { file: link.download });
}

/** The sheet as a file of its own: every shape with its own colours, patterns inside. */
function svgText() {
  const sheet = picture(SHEET_MARGIN);
  refill(byId("paper"), sheet);
  for (const node of sheet.querySelectorAll("path, rect, circle, line, text")) {
    const style = getComputedStyle(node);
    for (const name of STYLES) {
      node.setAttribute(name, style.getPropertyValue(name));
    }
  }
  const patterns = document.querySelector(".patterns defs").cloneNode(true);
  copyStyles(document.querySelector(".patterns defs"), patterns);
  sheet.prepend(patterns);
  sheet.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  refill(byId("paper"));
  // Patterns are named after the file, so that several can stand in one page.
  return new XMLSerializer()
    .serializeToString(sheet)
    .replace(/(url\(&quot;#|<pattern id=.)(\w+)/g, `$1$2-${fileStem(true)}`);
}

function copyStyles(from, to) {
  const copies = [...to.querySelectorAll("rect, circle")];
  [...from.querySelectorAll("rect, circle")].forEach((node, index) => {
    copies[index].setAttribute("fill", getComputedStyle(node).fill);
  });
}

async function savePng() {
  const text = svgText();
  const address = URL.createObjectURL(new Blob([text], { type: SVG_TYPE }));
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * PNG_SCALE;
  canvas.height = image.height * PNG_SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  canvas.toBlob((blob) => save("png", "image/png", blob));
}
