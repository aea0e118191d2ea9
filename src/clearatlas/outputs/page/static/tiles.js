// A background map from the network, when the reader asks for it. Only explore() offers it: the
// written page asks the network for nothing, and its policy would refuse the answer.
import { byId } from "./dom.js";
import { map } from "./map.js";
import { say } from "./texts.js";

const ADDRESS = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";
const RIGHTS = "https://www.openstreetmap.org/copyright";
const MOST_ERRORS = 4;

let tileLayer = null;

// Tiles, a folium user's too, would be hidden by the land around the districts.
const allTiles = new Set();
map.on("layeradd layerremove", ({ type, layer }) => {
  if (layer instanceof L.TileLayer) {
    allTiles[type === "layeradd" ? "add" : "delete"](layer);
    map.getContainer().classList.toggle("tiled", allTiles.size > 0);
  }
});

byId("tiles").addEventListener("click", () =>
  tileLayer === null ? addTiles() : removeTiles("tiles.off"),
);

function addTiles() {
  let errors = 0;
  tileLayer = L.tileLayer(ADDRESS, {
    maxZoom: 19,
    // The tile servers refuse who does not say where the question comes from.
    referrerPolicy: "strict-origin-when-cross-origin",
    attribution: `<a href="${RIGHTS}" target="_blank" rel="noopener">${say("tiles.credit")}</a>`,
  });
  tileLayer.on("tileerror", () => {
    errors += 1;
    if (errors === MOST_ERRORS) {
      removeTiles("tiles.failed");
    }
  });
  tileLayer.addTo(map);
  tell("tiles.on");
}

function removeTiles(reason) {
  tileLayer?.remove();
  tileLayer = null;
  tell(reason);
}

function tell(key) {
  byId("tiles").setAttribute("aria-pressed", String(tileLayer !== null));
  byId("tiles-status").textContent = say(key);
}
