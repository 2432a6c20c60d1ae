// The text of a report with its line numbers; one line highlighted, the quotation in it marked.
import { el } from "./dom.js";

/** Return {root, reveal(line, quote)} for the lines of the API. `reveal` returns the line's element or null. */
export function renderText(text) {
  const root = el("ol", { class: "lines", lang: "zh-CN", tabindex: 0, "aria-label": text.file });
  const nodes = new Map();
  for (const line of text.lines) {
    const words = el("span", { class: "words", text: line.text });
    const node = el("li", { id: `line-${line.n}`, class: line.text.trim() ? "" : "empty" }, el("span", { class: "no", "aria-hidden": "true", text: line.n }), words);
    nodes.set(line.n, node);
    root.append(node);
  }
  return { root, reveal: (line, quote) => reveal(root, nodes, line, quote) };
}

function reveal(root, nodes, line, quote) {
  root.querySelector(".hit")?.classList.remove("hit");
  const node = nodes.get(line);
  if (!node) return null;
  node.classList.add("hit");
  mark(node.querySelector(".words"), quote);
  const [box, place] = [root.getBoundingClientRect(), node.getBoundingClientRect()];
  const middle = Math.max(0, (box.height - place.height) / 2);
  root.scrollTop += place.top - box.top - middle;
  return node;
}

function mark(words, quote) {
  const text = words.textContent;
  const at = quote && quote.length < text.trim().length ? text.indexOf(quote) : -1;
  if (at < 0) words.replaceChildren(text);
  else words.replaceChildren(text.slice(0, at), el("mark", { text: quote }), text.slice(at + quote.length));
}
