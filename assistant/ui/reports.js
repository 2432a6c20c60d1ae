// The list of reports: filtered by place, issuer, year, form and quality; several can be chosen to be compared.
import { get } from "./api.js";
import { el } from "./dom.js";
import "./i18n-pages.js";
import { known, t } from "./i18n.js";
import { chosenFilters, counted, exportLinks, failed, keepFilters, moreButton, places, select, tell } from "./listing.js";
import { startShell } from "./shell.js";

const AT_ONCE = 100; // rows drawn at once
const MOST = 8; // reports of one comparison
startShell("reports");
const main = document.getElementById("main");
const filters = chosenFilters();
const picked = new Set();
let shown = AT_ONCE;

get("/reports").then(({ reports }) => show(reports), (error) => failed(main, "reports.title", error));

function show(reports) {
  const current = reports.filter((report) => !report.superseded_by);
  const words = el("input", { type: "search", id: "filter", "data-t-placeholder": "reports.filter", label: "reports.filter", value: filters.q ?? "" });
  words.setAttribute("placeholder", t("reports.filter"));
  const older = el("input", { type: "checkbox", id: "older", checked: Boolean(filters.older) });
  const count = el("p", { class: "counts", role: "status" });
  const body = el("tbody");
  const empty = el("p", { class: "dim", t: reports.length ? "reports.empty" : "welcome.none", hidden: true });
  const exports = el("span");
  const compare = el("a", { class: "primary go", href: "/compare", hidden: true });
  const more = moreButton(() => {
    shown += AT_ONCE;
    draw();
  });
  const set = (name, value) => {
    filters[name] = value;
    shown = AT_ONCE;
    draw();
  };
  const draw = () => {
    keepFilters(filters);
    const chosen = (filters.older ? reports : current).filter((report) => fits(report, filters));
    const all = [...(filters.older ? reports : current)];
    body.replaceChildren(...chosen.slice(0, shown).map((report) => row(report, pick)));
    empty.hidden = chosen.length > 0;
    more.hidden = chosen.length <= shown;
    const of = (quality) => chosen.filter((report) => report.quality.includes(quality)).length;
    tell(count, "reports.counts", { n: chosen.length, of: all.length, issuers: new Set(chosen.map((r) => r.issuer)).size, findings: of("findings"), unread: of("not_extracted") });
    exports.replaceChildren(exportLinks("/figures", query(filters), "reports.export"));
  };
  const pick = (id, is) => {
    if (is) picked.add(id);
    else picked.delete(id);
    compare.hidden = picked.size < 2;
    tell(compare, picked.size > MOST ? "reports.compare.most" : "reports.compare", { n: picked.size, most: MOST });
    compare.href = `/compare?${new URLSearchParams([...picked].slice(0, MOST).map((id) => ["report", id]))}`;
  };
  words.addEventListener("input", () => set("q", words.value.trim()));
  older.addEventListener("change", () => set("older", older.checked ? "1" : ""));
  const selects = choices(current, set);
  main.replaceChildren(
    el("h1", { t: "reports.title" }), el("p", { class: "lead", t: "reports.text" }),
    reports.some((report) => report.sample) ? el("p", { class: "sample", t: "sample" }) : "",
    el("form", { class: "filters", role: "search", on: { submit: (event) => event.preventDefault() } }, words, ...selects,
      el("label", { class: "tick" }, older, el("span", { t: "reports.older" }))),
    el("div", { class: "bar" }, count, compare, exports),
    el("table", { class: "listing" }, el("caption", { class: "sr-only", t: "reports.title" }), el("thead", {}, el("tr", {}, ...heads())), body), empty, more);
  draw();
}

function choices(reports, set) {
  const regions = counted(reports.flatMap((r) => r.region.split("/").map((_, at, parts) => parts.slice(0, at + 1).join("/"))), (a, b) => a[0].localeCompare(b[0], "zh"));
  const indented = regions.map(([value, , count]) => [value, `${"　".repeat(value.split("/").length - 1)}${value.split("/").at(-1)}`, count]);
  const forms = counted(reports.flatMap((r) => [...new Set(Object.values(r.tables).map((table) => table.form).filter(Boolean))]));
  const quality = ["ok", "findings", "not_extracted", "scan"].map((name) => [name, { t: `quality.${name}` }, reports.filter((r) => r.quality.includes(name)).length]);
  return [
    select("region", "about.region", indented, filters.region, set),
    select("issuer", "about.issuer", counted(reports.map((r) => r.issuer), (a, b) => a[0].localeCompare(b[0], "zh")), filters.issuer, set),
    select("year", "about.year", counted(reports.map((r) => r.year), (a, b) => b[0] - a[0]), filters.year, set),
    select("form", "about.form", forms.map(([name, , count]) => [name, known(`short.${name}`) ? { t: `short.${name}` } : name, count]), filters.form, set),
    select("quality", "reports.quality", quality, filters.quality, set),
  ];
}

function fits(report, wanted) {
  const text = `${report.issuer} ${report.region} ${report.year} ${report.title}`.toLowerCase();
  return (
    (wanted.q ?? "").toLowerCase().split(/\s+/).every((word) => text.includes(word)) &&
    (!wanted.region || report.region === wanted.region || report.region.startsWith(`${wanted.region}/`)) &&
    (!wanted.issuer || report.issuer === wanted.issuer) &&
    (!wanted.year || String(report.year) === wanted.year) &&
    (!wanted.form || Object.values(report.tables).some((table) => table.form === wanted.form)) &&
    (!wanted.quality || report.quality.includes(wanted.quality))
  );
}

/** The same filters as the API knows them. */
function query(wanted) {
  const named = ["issuer", "year", "form", "quality"].filter((name) => wanted[name]).map((name) => [name, wanted[name]]);
  if (wanted.region) named.push(["region", wanted.region.split("/").at(-1)]);
  if (wanted.older) named.push(["all_versions", "true"]);
  return named;
}

function heads() {
  return [null, "about.issuer", "about.year", "about.region", "reports.tables", "about.findings"].map((key) =>
    key ? el("th", { scope: "col", t: key }) : el("th", { scope: "col" }, el("span", { class: "sr-only", t: "reports.pick" })));
}

function row(report, pick) {
  const tick = el("input", { type: "checkbox", checked: picked.has(report.id), label: "reports.pick.one", data: { tArgs: JSON.stringify({ name: `${report.issuer} ${report.year}` }) } });
  tick.addEventListener("change", () => pick(report.id, tick.checked));
  const tables = Object.entries(report.tables).map(([name, table]) =>
    el("span", { class: `status ${table.status}`, title: table.reason || null }, el("span", { t: `tables.${name}` }), " ", el("span", { t: `status.${table.status}` })));
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
