// Whose report does not add up: the server narrows, sorts and pages the failed rules of all reports; each with both numbers and its cells.
import { get } from "./api.js";
import { both, el } from "./dom.js";
import "./i18n-pages.js";
import { known, t } from "./i18n.js";
import { chosenFilters, exportLinks, failed, keepFilters, moreButton, places, select, soon, tell } from "./listing.js";
import { startShell } from "./shell.js";

const AT_ONCE = 50; // findings of one page
const SORTS = [["-year", "latest"], ["severity", "severity"], ["rule", "rule"]]; // beside that by issuer, the order without any
const NAMED = ["q", "region", "issuer", "year", "kind", "rule", "severity"];
startShell("findings");
const main = document.getElementById("main");
const filters = chosenFilters();
const labels = new Map(); // cell → its label in both languages
const rules = new Map();
let asked = 0;
let next = null;

const words = el("input", { type: "search", id: "filter", "data-t-placeholder": "reports.filter", label: "reports.filter", placeholder: t("reports.filter"), value: filters.q ?? "" });
const older = el("input", { type: "checkbox", id: "older", checked: Boolean(filters.older) });
const selects = el("span", { class: "selects" });
const count = el("p", { class: "counts", role: "status" });
const list = el("ol", { class: "findings" });
const empty = el("p", { class: "dim", hidden: true });
const exports = el("span");
const more = moreButton(() => add());
words.addEventListener("input", soon(() => set("q", words.value.trim())));
older.addEventListener("change", () => set("older", older.checked ? "1" : ""));

Promise.all([get("/rules"), get("/cells")]).then(([found, { cells }]) => {
  for (const rule of found.rules) rules.set(rule.rule, rule);
  for (const cell of cells) labels.set(cell.cell, cell.label);
  return add({ anew: true });
}, (error) => failed(main, "findings.title", error)).then((there) => {
  if (!there) return;
  main.replaceChildren(
    el("h1", { t: "findings.title" }), el("p", { class: "lead", t: "findings.text" }),
    el("form", { class: "filters", role: "search", on: { submit: (event) => event.preventDefault() } }, words, selects,
      el("label", { class: "tick" }, older, el("span", { t: "reports.older" }))),
    el("div", { class: "bar" }, count, exports), list, empty, more);
});

function set(name, value) {
  filters[name] = value;
  keepFilters(filters);
  add({ anew: true });
}

/** Put the next page below the list, or with `anew` its first page with what it can be narrowed by; whether it came. */
async function add({ anew = false } = {}) {
  const mine = (asked += 1);
  const page = [...query(), ["sort", filters.sort || "issuer"], ["limit", AT_ONCE], ...(anew || !next ? [] : [["cursor", next]])];
  try {
    const [found, possible] = await Promise.all([get(`/findings?${new URLSearchParams(page)}`), anew ? get(`/findings/choices?${new URLSearchParams(query())}`) : null]);
    if (mine !== asked) return false; // a later choice came in between
    next = found.next;
    more.hidden = !next;
    if (anew) list.replaceChildren();
    list.append(...found.findings.map((finding) => item(finding, rules.get(finding.rule))));
    if (possible) told(possible);
    return true;
  } catch (error) {
    if (mine === asked) failed(main, "findings.title", error);
    return false;
  }
}

/** The filters as the API knows them. */
function query() {
  const named = NAMED.filter((name) => filters[name]).map((name) => [name, filters[name]]);
  return filters.older ? [...named, ["all_versions", "true"]] : named;
}

function told(found) {
  tell(count, "findings.count", { n: found.findings, of: found.of, reports: found.reports, issuers: found.issuers });
  const narrowed = NAMED.some((name) => filters[name]);
  tell(empty, narrowed ? "findings.empty" : "findings.nothing");
  empty.hidden = found.findings > 0;
  const withFocus = document.activeElement?.id;
  selects.replaceChildren(...choices(found));
  if (withFocus?.startsWith("filter-")) document.getElementById(withFocus)?.focus();
  exports.replaceChildren(found.findings ? exportLinks("/findings", [...query(), ...(filters.sort ? [["sort", filters.sort]] : [])]) : "");
}

function choices(found) {
  const of = (name, said = (value) => value) => found[name].map(({ value, findings }) => [value, said(value), findings]);
  const word = (name) => (value) => (known(`${name}.${value}`) ? { t: `${name}.${value}` } : value);
  return [
    select("region", "about.region", of("region", (path) => `${"　".repeat(path.split("/").length - 1)}${path.split("/").at(-1)}`), filters.region, set),
    select("issuer", "about.issuer", of("issuer"), filters.issuer, set, { left: found.more_issuers }),
    select("year", "about.year", of("year"), filters.year, set),
    select("kind", "findings.kind", of("kind", word("kind")), filters.kind, set),
    select("rule", "findings.rule", of("rule", (id) => rules.get(id)?.label ?? id), filters.rule, set),
    select("severity", "findings.severity", of("severity", word("severity")), filters.severity, set, { all: "findings.serious" }),
    select("sort", "findings.sort", SORTS.map(([name, word]) => [name, { t: `sort.${word}` }, null]), filters.sort, set, { all: "sort.issuer" }),
  ];
}

/** A cell by its label, in both languages. */
const labelled = (tag, cell, props = {}) => both(tag, labels.get(cell)?.zh ?? cell, labels.get(cell)?.en ?? cell, props);

function item(finding, rule) {
  const cells = [...new Set(finding.cells)];
  const page = finding.href.split("#")[0];
  const links = (cells.length <= 8 ? cells : [...cells.slice(0, 3), ...cells.slice(-1)]).map((cell) => el("li", {}, labelled("a", cell, { href: `${page}#${encodeURIComponent(cell)}`, title: cell })));
  const held = Object.entries(finding.numbers).filter(([, value]) => value !== null);
  const named = held.filter(([name]) => known(`number.${name}`)); // the two sides of the rule; the others are its parts
  const numbers = (named.length > 1 ? named : held).slice(0, 4).map(([name, value]) =>
    el("div", {}, known(`number.${name}`) ? el("dt", { t: `number.${name}` }) : labelled("dt", name), el("dd", { text: value })));
  return el("li", { class: `finding is-${finding.severity}`, data: { report: finding.report, rule: finding.rule } },
    el("p", { class: "whose" }, el("a", { href: finding.href, text: `${finding.issuer}`, lang: "zh-CN" }), " ", el("span", { t: "year", args: { n: finding.year } }), " ", el("span", { class: "dim", text: places(finding.region), lang: "zh-CN" }),
      el("span", { class: `tag ${finding.severity}`, t: `severity.${finding.severity}` })),
    both("p", finding.message_zh, finding.message_en, { class: "message" }),
    el("dl", { class: "numbers" }, ...numbers),
    el("p", { class: "rule dim" }, rule ? both("span", rule.label.zh, rule.label.en) : null, " ", el("code", { text: finding.rule })),
    links.length ? el("ul", { class: "cells", label: "findings.cells" }, ...links, cells.length > 8 ? el("li", { class: "dim", t: "findings.cells.n", args: { n: cells.length } }) : null) : null);
}
