// The list of reports: the server narrows it by place, issuer, year, form and quality; several can be chosen to be compared.
import { get } from "./api.js";
import { both, el } from "./dom.js";
import "./i18n-pages.js";
import { known, lang, t } from "./i18n.js";
import { chosenFilters, exportLinks, failed, keepFilters, moreButton, places, select, soon, tell } from "./listing.js";
import { startShell } from "./shell.js";

const AT_ONCE = 100; // rows of one page
const MOST = 8; // reports of one comparison
startShell("reports");
const main = document.getElementById("main");
const filters = chosenFilters();
const picked = new Set();
let asked = 0;
let next = null;

const words = el("input", { type: "search", id: "filter", "data-t-placeholder": "reports.filter", label: "reports.filter", placeholder: t("reports.filter"), value: filters.q ?? "" });
const older = el("input", { type: "checkbox", id: "older", checked: Boolean(filters.older) });
const selects = el("span", { class: "selects" });
const count = el("p", { class: "counts", role: "status" });
const body = el("tbody");
const empty = el("p", { class: "dim", hidden: true });
const sample = el("p", { class: "sample", t: "sample", hidden: true });
const exports = el("span");
const compare = el("a", { class: "primary go", href: "/compare", hidden: true });
const more = moreButton(() => add());
words.addEventListener("input", soon(() => set("q", words.value.trim())));
older.addEventListener("change", () => set("older", older.checked ? "1" : ""));

add({ anew: true }).then((there) => {
  if (!there) return;
  main.replaceChildren(
    el("h1", { t: "reports.title" }), el("p", { class: "lead", t: "reports.text" }), sample,
    el("form", { class: "filters", role: "search", on: { submit: (event) => event.preventDefault() } }, words, selects,
      el("label", { class: "tick" }, older, el("span", { t: "reports.older" }))),
    el("div", { class: "bar" }, count, compare, exports),
    el("table", { class: "listing" }, el("caption", { class: "sr-only", t: "reports.title" }), el("thead", {}, el("tr", {}, ...heads())), body), empty, more);
});

function set(name, value) {
  filters[name] = value;
  keepFilters(filters);
  add({ anew: true });
}

/** Put the next page below the list, or with `anew` its first page with what it can be narrowed by; whether it came. */
async function add({ anew = false } = {}) {
  const mine = (asked += 1);
  const wanted = query();
  const page = [...wanted, ["limit", AT_ONCE], ...(anew || !next ? [] : [["cursor", next]])];
  try {
    const [found, possible] = await Promise.all([get(`/reports?${new URLSearchParams(page)}`), anew ? get(`/choices?${new URLSearchParams(wanted)}`) : null]);
    if (mine !== asked) return false; // a later choice came in between
    next = found.next;
    more.hidden = !next;
    if (anew) body.replaceChildren();
    body.append(...found.reports.map(row));
    if (possible) told(possible);
    return true;
  } catch (error) {
    failed(main, "reports.title", error);
    return false;
  }
}

/** The filters as the API knows them. */
function query() {
  const named = ["q", "region", "issuer", "year", "form", "quality"].filter((name) => filters[name]).map((name) => [name, filters[name]]);
  return [...named, ["all_versions", filters.older ? "true" : "false"]];
}

function told(found) {
  tell(count, "reports.counts", { n: found.reports, of: found.of, issuers: found.issuers, findings: found.findings, unread: found.not_extracted });
  tell(empty, found.of ? "reports.empty" : "welcome.none");
  empty.hidden = found.reports > 0;
  sample.hidden = !found.sample;
  const withFocus = document.activeElement?.id;
  selects.replaceChildren(...choices(found));
  if (withFocus?.startsWith("filter-")) document.getElementById(withFocus)?.focus();
  exports.replaceChildren(found.reports ? exportLinks("/figures", query(), "reports.export") : "");
}

function choices(found) {
  const of = (name, said = (value) => value) => found[name].map(({ value, reports }) => [value, said(value), reports]);
  const short = (name) => (known(`short.${name}`) ? { t: `short.${name}` } : name);
  return [
    select("region", "about.region", of("region", (path) => `${"　".repeat(path.split("/").length - 1)}${path.split("/").at(-1)}`), filters.region, set),
    select("issuer", "about.issuer", of("issuer"), filters.issuer, set, { left: found.more_issuers }),
    select("year", "about.year", of("year"), filters.year, set),
    select("form", "about.form", of("form", short), filters.form, set),
    select("quality", "reports.quality", of("quality", (name) => ({ t: `quality.${name}` })), filters.quality, set),
  ];
}

function pick(id, is) {
  if (is) picked.add(id);
  else picked.delete(id);
  compare.hidden = picked.size < 2;
  tell(compare, picked.size > MOST ? "reports.compare.most" : "reports.compare", { n: picked.size, most: MOST });
  compare.href = `/compare?${new URLSearchParams([...picked].slice(0, MOST).map((one) => ["report", one]))}`;
}

function heads() {
  return [null, "about.issuer", "about.year", "about.region", "reports.tables", "about.findings"].map((key) =>
    key ? el("th", { scope: "col", t: key }) : el("th", { scope: "col" }, el("span", { class: "sr-only", t: "reports.pick" })));
}

/** The tables of one state, said once for all of them. */
function stated(status, tables) {
  if (!tables.length) return null;
  const names = tables.flatMap(([name], at) => [at ? both("span", "、", ", ") : null, el("span", { t: `tables.${name}` })]);
  return el("span", { class: `status ${status}`, title: tables.map(([, table]) => (lang() === "en" ? table.reason_en : table.reason)).filter(Boolean).join("\n") || null }, ...names, " ", el("span", { t: `status.${status}` }));
}

function row(report) {
  const tick = el("input", { type: "checkbox", checked: picked.has(report.id), label: "reports.pick.one", data: { tArgs: JSON.stringify({ name: `${report.issuer} ${report.year}` }) } });
  tick.addEventListener("change", () => pick(report.id, tick.checked));
  const tables = ["ok", "not_extracted", "absent"].map((status) => stated(status, Object.entries(report.tables).filter(([, table]) => table.status === status)));
  const findings = report.findings ? { class: "warn", t: "findings.n", args: { n: report.findings } } : { class: "pass", t: "findings.none" };
  const failing = report.findings ? el("a", { href: `/findings?issuer=${encodeURIComponent(report.issuer)}&year=${report.year}`, ...findings }) : el("span", findings);
  return el("tr", {},
    el("td", { class: "pick" }, el("label", {}, tick)),
    el("th", { scope: "row" }, el("a", { href: report.href, text: report.issuer, lang: "zh-CN" }), report.superseded_by ? el("span", { class: "tag", t: "version.older" }) : null,
      report.quality.includes("scan") ? el("span", { class: "tag", t: "quality.scan" }) : null),
    el("td", { class: "num", t: "year", args: { n: report.year } }),
    el("td", { text: places(report.region), lang: "zh-CN" }),
    el("td", { class: "tables" }, ...tables),
    el("td", {}, failing));
}
