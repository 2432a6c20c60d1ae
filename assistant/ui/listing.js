// What the pages of lists share: filters that stand in the address, selects with counts, export links, more rows.
import { both, el } from "./dom.js";
import { t } from "./i18n.js";

/** Show why a page cannot be drawn. */
export function failed(main, title, error) {
  main.replaceChildren(el("h1", { t: title }), el("p", { role: "alert", ...(error.away ? { t: "away" } : { text: error.message }) }),
    el("p", {}, el("button", { type: "button", class: "more", t: "again", on: { click: () => location.reload() } })));
}

/** The filters of the address: name → value. */
export const chosenFilters = () => Object.fromEntries(new URLSearchParams(location.search));

/** Put filters into the address without loading the page; empty ones are left out. */
export function keepFilters(values) {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
  history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}`);
}

/** A labelled select: `options` are [value, words, {t} or {zh, en}, count or null]; before them stands `all`, behind them how many are left out. */
export function select(name, key, options, value, on, { all = "filter.all", left = 0 } = {}) {
  const list = options.map(([option, words, count]) => {
    const [zh, en] = typeof words === "string" ? [words, words] : words.t ? [t(words.t, {}, "zh"), t(words.t, {}, "en")] : [words.zh, words.en];
    return count === null ? both("option", zh, en, { value: option }) : both("option", `${zh}（${count}）`, `${en} (${count})`, { value: option });
  });
  const node = el("select", { id: `filter-${name}`, name }, el("option", { value: "", t: all }), ...list,
    left ? el("option", { disabled: true, t: "filter.left", args: { n: left } }) : null);
  if (value && !options.some(([option]) => String(option) === value)) node.append(el("option", { value, text: value }));
  node.value = value ?? "";
  node.addEventListener("change", () => on(name, node.value));
  return el("label", { class: "choose" }, el("span", { t: key }), node);
}

/** Links that download a list: CSV and Excel, with the filters of the page. `path` is that of the API. */
export function exportLinks(path, query, key = "export") {
  const address = (format) => `/api/v1${path}?${new URLSearchParams([...query, ["format", format]])}`;
  return el("span", { class: "exports" }, el("span", { class: "dim", t: key }),
    el("a", { href: address("csv"), download: "", text: "CSV" }), el("a", { href: address("xlsx"), download: "", text: "Excel" }));
}

/** The same act, once nothing has called it for a moment: a word is typed in letters. */
export function soon(act, wait = 200) {
  let waiting;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(act, wait);
  };
}

/** Put a message with arguments into a node that is there already. */
export function tell(node, key, args = {}) {
  node.dataset.t = key;
  node.dataset.tArgs = JSON.stringify(args);
  node.textContent = t(key, args);
}

/** A button that draws more of a list; hidden where there is no more. */
export function moreButton(act) {
  return el("button", { type: "button", class: "more", t: "more", hidden: true, on: { click: act } });
}

/** The address of the page that asks about a report. */
export const askAbout = (report) => `/?q=${encodeURIComponent(`${report.issuer}${report.year}年`)}`;

/** "江西省/宜春市" as words. */
export const places = (region) => region.replaceAll("/", " › ");
