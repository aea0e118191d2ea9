// Building elements. All text goes in as text: nothing here reads HTML.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes and children; strings become text, null and false are left out. */
export function element(tag, attributes = {}, ...children) {
  return finish(document.createElement(tag), attributes, children);
}

/** The same for a part of a drawing. */
export function drawing(tag, attributes = {}, ...children) {
  return finish(document.createElementNS(SVG, tag), attributes, children);
}

/** Text of others, kept from changing the direction of what stands around it. */
export function isolated(text) {
  return element("bdi", {}, text);
}

/** Puts new children in place of the old ones. */
export function refill(node, ...children) {
  node.replaceChildren(...present(children));
}

const AT_ONCE = 60;
const AT_A_TIME = 200;
const turns = new WeakMap();

/**
 * The same for long lists: `make` builds the first children at once, the rest in turns between
 * which the page answers. A later call takes over.
 */
export function refillInTurns(node, items, make) {
  const turn = {};
  turns.set(node, turn);
  node.replaceChildren(...items.slice(0, AT_ONCE).map(make));
  const goOn = (from) => {
    const isLast = from >= items.length;
    node.setAttribute("aria-busy", String(!isLast));
    if (!isLast) {
      setTimeout(() => {
        if (turns.get(node) === turn) {
          node.append(...items.slice(from, from + AT_A_TIME).map(make));
          goOn(from + AT_A_TIME);
        }
      });
    }
  };
  goOn(AT_ONCE);
}

export function byId(id) {
  return document.getElementById(id);
}

function finish(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      node.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...present(children));
  return node;
}

function present(children) {
  return children.flat(Number.POSITIVE_INFINITY).filter((child) => child || child === 0);
}
