// Draws the districts of the lower bound and repaints all of them at every step.
const SVG = "http://www.w3.org/2000/svg";
const FILLS = ["#ffffcc", "#c7e9b4", "#7fcdbb", "#41b6c4", "#2c7fb8", "#253494"];

// Copied from static/numbers.js of the page: the lower bound reads what the page reads.
function numbersIn(text) {
  const numbers = [];
  let value = 0;
  let factor = 1;
  for (let index = 0; index < text.length; index += 1) {
    const bits = text.charCodeAt(index) - 63;
    value += (bits & 31) * factor;
    factor *= 32;
    if (bits < 32) {
      numbers.push(value % 2 === 1 ? -(value + 1) / 2 : value / 2);
      value = 0;
      factor = 1;
    }
  }
  return numbers;
}

function pointsOf(text) {
  const steps = numbersIn(text);
  const points = [];
  let x = 0;
  let y = 0;
  for (let index = 0; index < steps.length; index += 2) {
    x += steps[index];
    y += steps[index + 1];
    points.push([x, y]);
  }
  return points;
}

async function draw() {
  const signs = atob(document.getElementById("data").textContent);
  const bytes = Uint8Array.from(signs, (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const { arcs, shapes, values } = await new Response(stream).json();
  const walked = arcs.map(pointsOf);
  const svg = document.querySelector("svg");
  const right = Math.max(...walked.map((points) => points[0][0]));
  const top = Math.max(...walked.map((points) => points[0][1]));
  const scale = Math.min(900 / right, 600 / top);
  const ringPath = (ring) => {
    const points = ring.flatMap((n) => (n < 0 ? [...walked[~n]].reverse() : walked[n]));
    return `M${points.map(([x, y]) => `${(x * scale).toFixed(1)} ${((top - y) * scale).toFixed(1)}`).join("L")}Z`;
  };
  const paths = shapes.map((shape) => {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", "district");
    path.setAttribute("d", shape.flat().map(ringPath).join(""));
    return path;
  });
  const paint = (week) =>
    paths.forEach((path, index) => {
      const value = values.area_cleared[week][index];
      const fill = value === null ? "#ccc" : FILLS[Math.min(5, Math.floor(value / 2))];
      path.setAttribute("fill", fill);
    });
  paint(0);
  svg.append(...paths);
  const week = document.getElementById("week");
  week.addEventListener("input", () => paint(Number(week.value)));
}

draw();
