// Whose report does not add up: every failed rule over all reports, with both numbers and the cells that show them.
import { get } from "./api.js";
import { both, el } from "./dom.js";
import "./i18n-pages.js";
import { known } from "./i18n.js";
import { chosenFilters, counted, exportLinks, failed, keepFilters, moreButton, places, select, tell } from "./listing.js";
import { startShell } from "./shell.js";

const PAGE = 100;
const FACETS = 10000; // findings that the choices are made from
startShell("findings");
const main = document.getElementById("main");
const filters = chosenFilters();
const labels = new Map(); // cell → its label in both languages
let next = null;
let asked = 0;

Promise.all([get("/rules"), get(`/findings?limit=${FACETS}`), get("/cells")]).then(([{ rules }, everything, { cells }]) => {
  for (const cell of cells) labels.set(cell.cell, cell.label);
  show(rules, everything);
}, (error) => failed(main, "findings.title", error));

function show(rules, everything) {
  const names = new Map(rules.map((rule) => [rule.rule, rule]));
  const count = el("p", { class: "counts", role: "status" });
  const list = el("ol", { class: "findings" });
  const exports = el("span");
  const more = moreButton(() => add(false));
  const add = async (anew) => {
    const mine = (asked += 1);
    const wanted = query();
    if (!anew && next) wanted.push(["cursor", next]);
    const found = await get(`/findings?${new URLSearchParams([...wanted, ["limit", PAGE]])}`).catch((error) => ({ error }));
    if (mine !== asked) return; // a later choice came in between
    if (found.error) {
      failed(main, "findings.title", found.error);
      return;
    }
    next = found.next;
    const items = found.findings.map((finding) => item(finding, names.get(finding.rule)));
    if (anew) list.replaceChildren(...items);
    else list.append(...items);
    more.hidden = !next;
    tell(count, next ? "findings.count.more" : "findings.count", { n: list.children.length, reports: new Set([...list.children].map((node) => node.dataset.report)).size });
    empty.hidden = list.children.length > 0;
  };
  const set = (name, value) => {
    filters[name] = value;
    keepFilters(filters);
    exports.replaceChildren(exportLinks("/findings", query()));
    add(true);
  };
  const empty = el("p", { class: "dim", t: "findings.empty", hidden: true });
  const rows = everything.findings;
  const years = counted(rows.map((row) => row.year), (a, b) => b[0] - a[0]);
  const byRule = counted(rows.map((row) => row.rule)).map(([rule, , n]) => [rule, names.get(rule)?.label ?? rule, n]);
  const regions = counted(rows.map((row) => row.region.split("/")[0]));
  main.replaceChildren(
    el("h1", { t: "findings.title" }), el("p", { class: "lead", t: "findings.text" }),
    el("form", { class: "filters", role: "search", on: { submit: (event) => event.preventDefault() } },
      select("rule", "findings.rule", byRule, filters.rule, set),
      select("severity", "findings.severity", ["error", "warn"].map((name) => [name, { t: `severity.${name}` }, rows.filter((row) => row.severity === name).length]), filters.severity, set),
      select("issuer", "about.issuer", counted(rows.map((row) => row.issuer)), filters.issuer, set),
      select("region", "about.region", regions, filters.region, set),
      select("year", "about.year", years, filters.year, set)),
    el("div", { class: "bar" }, count, exports), list, empty, more);
  exports.replaceChildren(exportLinks("/findings", query()));
  add(true);
}

const query = () => ["rule", "severity", "issuer", "region", "year"].filter((name) => filters[name]).map((name) => [name, filters[name]]);

function item(finding, rule) {
  const cells = [...new Set(finding.cells)];
  const page = finding.href.split("#")[0];
  const links = (cells.length <= 8 ? cells : [...cells.slice(0, 3), ...cells.slice(-1)]).map((cell) => el("li", {}, both("a", labels.get(cell)?.zh ?? cell, labels.get(cell)?.en ?? cell, { href: `${page}#${encodeURIComponent(cell)}`, title: cell })));
  const held = Object.entries(finding.numbers).filter(([, value]) => value !== null);
  const named = held.filter(([name]) => known(`number.${name}`)); // the two sides of the rule; the others are its parts
  const numbers = (named.length > 1 ? named : held).slice(0, 4).map(([name, value]) =>
    el("div", {}, known(`number.${name}`) ? el("dt", { t: `number.${name}` }) : el("dt", { text: name }), el("dd", { text: value })));
  return el("li", { class: `finding is-${finding.severity}`, data: { report: finding.report, rule: finding.rule } },
    el("p", { class: "whose" }, el("a", { href: finding.href, text: `${finding.issuer}`, lang: "zh-CN" }), " ", el("span", { t: "year", args: { n: finding.year } }), " ", el("span", { class: "dim", text: places(finding.region), lang: "zh-CN" }),
      el("span", { class: `tag ${finding.severity}`, t: `severity.${finding.severity}` })),
    both("p", finding.message_zh, finding.message_en, { class: "message" }),
    el("dl", { class: "numbers" }, ...numbers),
    el("p", { class: "rule dim" }, rule ? both("span", rule.label.zh, rule.label.en) : null, " ", el("code", { text: finding.rule })),
    links.length ? el("ul", { class: "cells", label: "findings.cells" }, ...links, cells.length > 8 ? el("li", { class: "dim", text: `… ${cells.length}` }) : null) : null);
}
