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
  node.replaceChildren(...shownChildren(children));
}

/** The same where most children stay: those that do are not touched, which is much quicker. */
export function adjust(node, children) {
  const kept = new Set(children);
  const before = [...node.children];
  for (const child of before) {
    if (!kept.has(child)) {
      child.remove();
    }
  }
  children.forEach((child, index) => {
    if (node.children[index] !== child) {
      node.insertBefore(child, node.children[index] ?? null);
    }
  });
}

const AT_ONCE = 60;
const AT_A_TIME = 200;

/**
 * The same for long lists, in a node of the same kind that takes the old one's place: `make` builds
 * the first children at once, the rest in turns between which the page answers. The old ones are
 * hidden at once and go in turns, too. A later call takes over.
 */
export function refillInTurns(node, items, make) {
  const fresh = node.cloneNode(false);
  node.before(fresh);
  node.hidden = true;
  node.removeAttribute("id");
  empty(node);
  const goOn = (from, to) => {
    fresh.append(...items.slice(from, to).map(make));
    const isLast = to >= items.length;
    fresh.setAttribute("aria-busy", String(!isLast));
    if (!isLast) {
      setTimeout(() => fresh.hidden || goOn(to, to + AT_A_TIME));
    }
  };
  goOn(0, AT_ONCE);
}

function empty(node) {
  const last = [...node.children].slice(-AT_A_TIME);
  if (last.length < AT_A_TIME) {
    node.remove();
    return;
  }
  setTimeout(() => {
    for (const child of last) {
      child.remove();
    }
    empty(node);
  });
}

/** Brings a part of the page into view, and the keyboard to it or to something in it. */
export function leadTo(part, { block = "start", focused = part } = {}) {
  part.scrollIntoView({ block });
  focused.focus({ preventScroll: true });
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
  node.append(...shownChildren(children));
  return node;
}

function shownChildren(children) {
  return children.flat(Number.POSITIVE_INFINITY).filter((child) => child || child === 0);
}
