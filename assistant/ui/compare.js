// Reports beside each other, cell by cell: the difference to the first with its sign, what is blank or not there said so.
import { get } from "./api.js";
import { both, el } from "./dom.js";
import "./i18n-pages.js";
import { t, unitSaid } from "./i18n.js";
import { exportLinks, failed, soon, tell } from "./listing.js";
import { startShell } from "./shell.js";

const MOST = 8;
const OFFERED = 200; // reports in the box at once; words find the others
startShell("compare");
const main = document.getElementById("main");
const query = new URLSearchParams(location.search);
let chosen = query.getAll("report");
let table = query.get("table") ?? "";
let differing = query.get("differing") === "1";
const all = new Map(); // id → report, of those chosen and offered
let offer = { reports: [], next: null };
let asked = 0;

Promise.all([offered(""), chosen.length ? get(`/reports?${new URLSearchParams(chosen.slice(0, MOST).map((id) => ["report", id]))}`) : { reports: [] }]).then(([, { reports }]) => {
  held(reports);
  chosen = chosen.filter((id) => all.has(id)).slice(0, MOST);
  frame();
}, (error) => failed(main, "compare.title", error));

const held = (reports) => reports.forEach((report) => all.set(report.id, report));

/** Look up the reports to choose from: those with these words, the first of them where there are many. */
async function offered(words) {
  const found = await get(`/reports?${new URLSearchParams([["limit", OFFERED], ...(words ? [["q", words]] : [])])}`);
  offer = { ...found, words };
  held(found.reports);
}

function frame() {
  const out = el("div", { class: "compared", id: "compared" });
  const picker = el("div", { class: "picker" });
  const tables = el("select", { id: "filter-table" }, el("option", { value: "", t: "filter.all" }), ...["t2", "t3", "t4", "l14"].map((name) => el("option", { value: name, t: `tables.${name}` })));
  tables.value = table;
  const only = el("input", { type: "checkbox", id: "differing", checked: differing });
  const bar = el("div", { class: "bar" }, el("label", { class: "choose" }, el("span", { t: "reports.tables" }), tables), el("label", { class: "tick" }, only, el("span", { t: "compare.differing" })), el("span", { id: "exports" }));
  const draw = () => {
    keep();
    pick(picker, draw);
    compare(out);
  };
  tables.addEventListener("change", () => {
    table = tables.value;
    draw();
  });
  only.addEventListener("change", () => {
    differing = only.checked;
    draw();
  });
  main.replaceChildren(el("h1", { t: "compare.title" }), el("p", { class: "lead", t: "compare.text" }), picker, bar, out);
  main.classList.add("full");
  draw();
}

const wanted = () => [...chosen.map((id) => ["report", id]), ...(table ? [["table", table]] : [])];

function keep() {
  const kept = new URLSearchParams([...wanted(), ...(differing ? [["differing", "1"]] : [])]);
  history.replaceState(null, "", `${location.pathname}${kept.size ? `?${kept}` : ""}`);
}

/** The chosen reports in order, each to be moved first or taken out, and a box to add one. */
function pick(picker, draw) {
  const items = chosen.map((id, at) => {
    const report = all.get(id);
    const name = `${report.issuer} ${report.year}`;
    const first = at === 0 ? el("span", { class: "tag", t: "compare.base" })
      : el("button", { type: "button", class: "quiet", t: "compare.first", "aria-label": t("compare.first.one", { name }), on: { click: () => { chosen = [id, ...chosen.filter((other) => other !== id)]; draw(); } } });
    const out = el("button", { type: "button", class: "quiet out", text: "✕", "aria-label": t("compare.remove", { name }), on: { click: () => { chosen = chosen.filter((other) => other !== id); draw(); } } });
    return el("li", {}, el("a", { href: report.href, text: name, lang: "zh-CN" }), first, out);
  });
  const options = offer.reports.filter((report) => !chosen.includes(report.id)).map((report) => el("option", { value: report.id, text: `${report.issuer} ${report.year}${report.superseded_by ? ` · ${t("version.older")}` : ""}` }));
  const add = el("select", { id: "add-report", disabled: chosen.length >= MOST }, el("option", { value: "", t: "compare.add" }), ...options);
  add.addEventListener("change", () => {
    if (add.value) chosen = [...chosen, add.value];
    draw();
    document.getElementById("add-report")?.focus();
  });
  const words = el("input", { type: "search", id: "add-words", label: "reports.filter", placeholder: t("reports.filter"), "data-t-placeholder": "reports.filter" });
  const find = soon(async () => {
    await offered(words.value.trim()).catch(() => null); // what was offered before still is
    const typed = words.value;
    pick(picker, draw);
    const again = document.getElementById("add-words");
    if (!again) return;
    again.value = typed;
    again.focus();
  });
  words.addEventListener("input", find);
  const search = offer.next || offer.words ? words : "";
  picker.replaceChildren(el("ul", { class: "chosen" }, ...items), search, el("label", { class: "choose" }, el("span", { t: "compare.add.label" }), add));
}

async function compare(out) {
  const mine = (asked += 1);
  const exports = document.getElementById("exports");
  exports.replaceChildren();
  if (chosen.length < 2) {
    out.replaceChildren(el("p", { class: "dim", t: "compare.none" }), suggestions());
    return;
  }
  const found = await get(`/compare?${new URLSearchParams([...wanted(), ["differing", String(differing)]])}`).catch((error) => ({ error }));
  if (mine !== asked) return;
  if (found.error) {
    out.replaceChildren(el("p", { role: "alert", text: found.error.away ? t("away") : found.error.message }));
    return;
  }
  exports.replaceChildren(exportLinks("/compare", [...wanted(), ["differing", String(differing)]]));
  const notes = found.notes.map((note) => both("li", note.zh, note.en));
  const count = el("p", { class: "counts", role: "status" });
  tell(count, "compare.count", { n: found.rows.length, differ: found.rows.filter((row) => row.differs).length });
  out.replaceChildren(
    notes.length ? el("div", { class: "caution" }, el("strong", { t: "compare.notes" }), el("ul", {}, ...notes)) : "",
    unread(found.reports), count,
    found.rows.length ? grid(found) : el("p", { class: "dim", t: "compare.same" }));
}

/** Issuers with several years: the comparisons most asked for. */
function suggestions() {
  const years = new Map();
  for (const report of all.values()) if (!report.superseded_by) years.set(report.issuer, [...(years.get(report.issuer) ?? []), report]);
  const several = [...years.values()].filter((reports) => reports.length > 1).slice(0, 6);
  const items = several.map((reports) => {
    const ordered = [...reports].sort((a, b) => a.year - b.year).slice(-MOST);
    return el("li", {}, el("a", { href: `/compare?${new URLSearchParams(ordered.map((r) => ["report", r.id]))}`, text: `${ordered[0].issuer} ${ordered.map((r) => r.year).join(" · ")}`, lang: "zh-CN" }));
  });
  return items.length ? el("div", {}, el("h2", { t: "compare.try" }), el("ul", { class: "plain" }, ...items)) : "";
}

function unread(reports) {
  const missing = reports.flatMap((report) => Object.entries(report.status).filter(([, status]) => status === "not_extracted").map(([name]) => [report, name]));
  if (!missing.length) return "";
  return el("ul", { class: "plain dim" }, ...missing.map(([report, name]) => el("li", {}, el("a", { href: `${report.href}/check/${name}`, text: `${report.issuer} ${report.year}` }), " ", el("span", { t: `tables.${name}` }), " ", el("span", { class: "warn", t: "status.not_extracted" }))));
}

function grid({ reports, rows }) {
  const head = el("tr", {}, el("th", { scope: "col", class: "what", t: "col.what" }), ...reports.map((report, at) =>
    el("th", { scope: "col", class: "num" }, el("a", { href: report.href, text: report.issuer, lang: "zh-CN" }), el("span", { class: "year", t: "year", args: { n: report.year } }), at === 0 ? el("span", { class: "tag", t: "compare.base" }) : null)));
  const bodies = [];
  let last = "";
  for (const row of rows) {
    if (row.table !== last) {
      last = row.table;
      bodies.push(el("tbody", {}, el("tr", { class: "table-name" }, el("th", { scope: "rowgroup", colspan: reports.length + 1, t: `tables.${row.table}` }))));
    }
    bodies.at(-1).append(el("tr", { class: row.differs ? "differs" : "same", data: { cell: row.cell } }, el("th", { scope: "row", class: "what" }, both("span", row.label.zh, row.label.en)), ...row.values.map((one, at) => value(one, at > 0))));
  }
  return el("div", { class: "compare-scroll", tabindex: 0, role: "group", label: "compare.title" },
    el("table", { class: "compare" }, el("caption", { class: "sr-only", t: "compare.title" }), el("thead", {}, head), ...bodies));
}

function value(one, beside) {
  const held = !["absent"].includes(one.state);
  const words = one.state === "blank" ? el("em", { class: "blank", t: "blank" })
    : one.state === "absent" ? el("em", { class: "blank", t: `why.${one.why_not && one.why_not !== "blank" ? one.why_not : "absent"}`, title: one.reason || null })
      : el("a", { href: one.href, text: one.number === null ? one.printed : printed(one) });
  return el("td", { class: `num ${one.contradicted ? "flagged" : ""}` }, words, one.state === "computed" ? el("span", { class: "tag", t: "computed" }) : null,
    one.difference ? difference(one.difference) : beside ? el("span", { class: "difference" }) : null,
    held && one.why_not && !["blank", "absent"].includes(one.why_not) ? el("span", { class: "why dim", t: `why.${one.why_not}` }) : null,
    one.remark ? both("span", one.remark.zh, one.remark.en, { class: "why warn" }) : null,
    one.contradicted ? el("span", { class: "why warn", t: "compare.contradicted" }) : null);
}

const printed = (one) => (one.unit && one.unit !== "件" && !one.printed.endsWith(one.unit) ? `${one.printed} ${unitSaid(one.unit)}`.trim() : one.printed);

function difference(found) {
  const sign = found.number > 0 ? "up" : found.number < 0 ? "down" : "even";
  return el("span", { class: `difference ${sign}` }, el("span", { class: "sr-only", t: "compare.difference" }), el("span", { text: found.text }),
    found.supported ? el("span", { class: "warn", t: "compare.supported", args: { text: found.supported } }) : null);
}

