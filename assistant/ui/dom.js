// Small helpers to build the page. Text is always set as text: nothing from the server is ever parsed as HTML.
import { place } from "./i18n.js";

/** Return an element; `props` may hold class, text, on (listeners), data, t (message key), args, and attributes. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  const { class: names, text, on = {}, data = {}, t, args, label, ...attributes } = props;
  if (names) node.className = names;
  if (text !== undefined) node.textContent = text;
  for (const [name, listener] of Object.entries(on)) node.addEventListener(name, listener);
  Object.assign(node.dataset, data);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  if (t) {
    node.dataset.t = t;
    if (args) node.dataset.tArgs = JSON.stringify(args);
  }
  if (label) node.dataset.tLabel = label;
  if (t || label) place(node);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Return an element whose text exists in both languages and follows the switch. */
export function both(tag, zh, en, props = {}) {
  const node = el(tag, { ...props, data: { zh, en: en || zh, ...(props.data ?? {}) } });
  place(node);
  return node;
}

/** Append the first `most` nodes that `build` makes of items, and after `node` a button for the rest; an answer may hold thousands. */
export function firstOf(items, most, build, node) {
  const add = (some) => node.append(...some.map(build));
  add(items.slice(0, most));
  if (items.length <= most) return null;
  const rest = el("button", { type: "button", class: "rest", t: "rest", args: { n: items.length }, on: { click: () => {
    add(items.slice(most));
    rest.remove();
  } } });
  return rest;
}

/** Fill a fold at once, or when it is first opened where it holds many things. */
export function filled(fold, many, fill) {
  if (many) fold.addEventListener("toggle", fill, { once: true });
  else fill();
  return fold;
}

const NS = "http://www.w3.org/2000/svg";

/** Return a 20 px line icon from path data. */
export function icon(path) {
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const line = document.createElementNS(NS, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** Say a sentence to screen readers. */
export function say(text) {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
}
