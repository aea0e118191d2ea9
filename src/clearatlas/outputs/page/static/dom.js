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
