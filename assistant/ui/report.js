// One report: its facts, versions, how each table was read, findings, sections with prose and tables, and its original.
import { get } from "./api.js";
import { both, el } from "./dom.js";
import "./i18n-pages.js";
import { known, t } from "./i18n.js";
import { askAbout, exportLinks } from "./listing.js";
import { openOriginal } from "./original.js";
import { startShell } from "./shell.js";
import { aboutReport, cellOf, tableBlock } from "./source.js";

startShell("report");
const main = document.getElementById("main");
const id = decodeURIComponent(location.pathname.split("/").at(-1));
const path = `/reports/${encodeURIComponent(id)}`;
const MOST_FINDINGS = 6; // repeated over their table
const reveals = {};

load().then(follow, (error) => {
  const message = error.status === 404 ? { t: "report.missing" } : { text: error.away ? t("away") : error.message };
  main.replaceChildren(el("h1", { t: "reports.title" }), el("p", { role: "alert", ...message }), el("p", {}, el("a", { href: "/reports", t: "report.back" })));
});
addEventListener("hashchange", follow);

async function load() {
  const report = await get(path);
  const names = Object.keys(report.tables);
  // What stands before section one is headed by the title, which is already on the page.
  for (const section of report.sections) section.repeats = section.title === report.title;
  const [{ findings: every }, original, { reports }, ...tables] = await Promise.all([
    get(`${path}/findings`), opened(), get(`/reports?${new URLSearchParams({ issuer: report.issuer })}`),
    ...names.map((name) => get(`${path}/tables/${name}`)),
  ]);
  const findings = every.filter((finding) => finding.kind !== "decision"); // decisions stand over their tables
  for (const table of tables) table.findings = table.findings.filter((finding) => finding.rule !== "DECISION.ACCEPTED");
  const blocks = Object.fromEntries(tables.map((table) => [table.id, withDecision(table, tableBlock(table, { open: true }))]));
  for (const [name, block] of Object.entries(blocks)) reveals[name] = block.reveal;
  reveals.original = original.reveal;
  const loose = tables.filter((table) => !report.sections.some((section) => section.tables.includes(table.id)) && table.status !== "absent");
  const siblings = reports.filter((other) => other.issuer === report.issuer && other.id !== report.id);
  document.title = `${report.issuer} ${t("year", { n: report.year })}`;
  main.replaceChildren(
    el("p", { class: "crumbs" }, el("a", { href: "/reports", t: "report.back" })),
    el("h1", { text: report.title, lang: "zh-CN" }),
    report.sample ? el("p", { class: "sample", t: "sample" }) : "",
    report.superseded_by ? el("p", { class: "caution" }, el("span", { t: "version.superseded" }), " ", el("a", { href: `/reports/${encodeURIComponent(report.superseded_by)}`, t: "version.newest" })) : "",
    actions(report, siblings),
    aboutReport(report, { title: false }),
    versions(report, siblings),
    reading(tables),
    findings.length ? findingList(findings) : "",
    contents(report),
    ...report.sections.map((section) => sectionNode(section, blocks)),
    ...loose.map((table) => el("section", { id: table.id }, el("h2", { text: table.title, lang: "zh-CN" }), ...blocks[table.id].nodes)),
    el("section", { id: "text" }, el("h2", { t: "report.text" }), original.root),
  );
}

/** The original, or why it cannot be shown; the rest of the page does not wait for it in vain. */
async function opened() {
  try {
    return await openOriginal(path);
  } catch (error) {
    return { root: el("p", { class: "dim", text: error.away ? t("away") : error.message }), reveal: () => null };
  }
}

function actions(report, siblings) {
  const others = siblings.filter((other) => !other.superseded_by && other.year !== report.year).sort((a, b) => a.year - b.year);
  const near = others.filter((other) => other.year < report.year).at(-1) ?? others[0];
  const compared = near && [near, report].sort((a, b) => a.year - b.year);
  return el("p", { class: "bar" },
    el("a", { class: "primary go", href: askAbout(report), t: "report.ask" }),
    compared ? el("a", { class: "go", href: `/compare?${new URLSearchParams(compared.map((r) => ["report", r.id]))}`, t: "report.compare", args: { a: compared[0].year, b: compared[1].year } })
      : el("a", { class: "go", href: `/compare?report=${encodeURIComponent(report.id)}`, t: "report.compare.other" }),
    exportLinks("/figures", [["report", report.id], ["all_versions", "true"]], "report.export"),
    el("a", { href: `/api/v1${path}/original/file`, download: "", t: "original.keep" }));
}

/** Other versions of the same year, and which of them answers use. */
function versions(report, siblings) {
  const same = [report, ...siblings.filter((other) => other.year === report.year)];
  if (same.length < 2) return "";
  const items = same.map((version) => {
    const words = { t: version.superseded_by ? "version.older" : "version.used" };
    const name = version.id === report.id ? el("strong", { text: version.file }) : el("a", { href: version.href, text: version.file });
    return el("li", {}, name, " ", el("span", { class: version.superseded_by ? "tag" : "tag pass", ...words }), version.published ? el("span", { class: "dim", text: ` ${version.published}` }) : null);
  });
  return el("section", { id: "versions" }, el("h2", { t: "version.title" }), el("ul", { class: "plain" }, ...items));
}

/** How each table was read: how surely, why not, and where to check it. */
function reading(tables) {
  const rows = tables.map((table) => {
    const doubtful = table.status === "not_extracted" && !table.decision;
    return el("tr", {},
      el("th", { scope: "row" }, el("a", { href: `#${table.id}-reading`, text: table.title, lang: "zh-CN", on: { click: (event) => { event.preventDefault(); jump(table.id); } } })),
      el("td", {}, el("span", { class: `status ${table.status}`, t: `status.${table.status}` }), table.decision ? el("span", { class: "tag", t: `decision.${table.decision.kind}.short`, args: { name: table.decision.name } }) : null),
      el("td", { text: table.form && known(`short.${table.form}`) ? t(`short.${table.form}`) : table.form ?? "—" }),
      el("td", { class: "num" }, table.status === "absent" ? "—" : el("span", { text: `${Math.round(table.confidence * 100)}%` })),
      el("td", {}, both("span", table.reason, table.reason_en, { class: "dim" }), table.corrections.length ? el("span", { class: "tag", t: "decision.corrections", args: { n: table.corrections.length } }) : null),
      el("td", {}, table.status === "absent" ? null : el("a", { class: doubtful ? "go" : "", href: `${location.pathname}/check/${table.id}`, t: doubtful ? "check.open" : "check.look" })));
  });
  const head = ["reports.tables", "read.status", "about.form", "read.confidence", "read.reason", "read.check"].map((key) => el("th", { scope: "col", t: key }));
  return el("section", { id: "reading" }, el("h2", { t: "read.title" }),
    el("div", { class: "wide", tabindex: 0, role: "group", label: "read.title" }, el("table", { class: "listing small" }, el("caption", { class: "sr-only", t: "read.title" }), el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows))));
}

function jump(table) {
  const node = document.querySelector(`.grid.${table}`)?.closest(".grid-scroll") ?? document.getElementById(table) ?? document.getElementById({ t2: "s2", t3: "s3", t4: "s4" }[table]);
  node?.scrollIntoView({ block: "start" });
}

/** A table under what was decided about it. */
function withDecision(table, block) {
  const told = [table.decision, ...table.corrections].filter(Boolean).map((decision) =>
    el("li", { t: `decision.${decision.kind}`, args: { name: decision.name, date: decision.created.slice(0, 10), cell: decision.cell ?? "", value: decision.value || t("blank"), note: decision.note ? `（${decision.note}）` : "" } }));
  const strip = told.length ? [el("div", { class: "caution decided" }, el("strong", { t: "decision.title" }), el("ul", {}, ...told))] : [];
  // A rejected table is still printed: it is shown, only not quoted.
  if (table.status === "not_extracted" && table.rows.length) {
    const shown = tableBlock({ ...table, status: "ok" }, { open: true });
    return { nodes: [...strip, ...shown.nodes], reveal: shown.reveal };
  }
  // Many findings would push the table out of sight; they stand at the top of the page, and in the corners of its cells.
  const nodes = table.findings.length > MOST_FINDINGS ? block.nodes.filter((node) => !node.classList.contains("caution")) : block.nodes;
  return { nodes: [...strip, ...nodes], reveal: block.reveal };
}

function findingList(findings) {
  const items = findings.map((finding) => {
    const cell = finding.cells.at(-1);
    const words = both(cell ? "a" : "span", finding.message_zh, finding.message_en, cell ? { href: `#${encodeURIComponent(cell)}` } : {});
    return el("li", {}, words, " ", el("code", { text: finding.rule }));
  });
  return el("section", { class: "caution", id: "findings" }, el("h2", { t: "report.findings" }), el("ul", {}, ...items));
}

function contents(report) {
  const links = report.sections.filter((section) => section.title && !section.repeats).map((section) => el("li", {}, el("a", { href: `#${section.id}`, text: section.title, lang: "zh-CN" })));
  return el("nav", { class: "contents", label: "report.sections" }, el("ol", {}, ...links, el("li", {}, el("a", { href: "#text", t: "report.text" }))));
}

function sectionNode(section, blocks) {
  let last = "";
  const prose = section.paragraphs.flatMap((paragraph) => {
    const heading = paragraph.heading.slice(1).at(-1) ?? "";
    const head = heading && heading !== last ? [el("h3", { text: heading })] : [];
    last = heading;
    return [...head, ...paragraph.text.split("\n").map((text) => el("p", { text, lang: "zh-CN" }))];
  });
  const tables = section.tables.flatMap((name) => blocks[name]?.nodes ?? []);
  const title = section.title && !section.repeats ? el("h2", { text: section.title }) : null;
  return el("section", { id: section.id, lang: "zh-CN" }, title, ...prose, ...tables);
}

/** Show the place that the fragment of the address names. */
function follow() {
  const [, kind, number] = /^#(line-|page-|b)(\d+)$/.exec(location.hash) ?? [];
  const spot = kind && { [{ "line-": "line", "page-": "page", b: "block" }[kind]]: Number(number) };
  const cell = cellOf(location.href);
  const table = cell.startsWith("l14") ? "l14" : cell.slice(0, 2);
  const node = spot ? reveals.original?.(spot) : reveals[table]?.(cell) ?? document.getElementById(cell);
  const box = node?.closest(".grid-scroll, .lines, .original") ?? node;
  box?.scrollIntoView({ block: box === node ? "start" : "center" });
  if (node?.matches("td")) node.focus({ preventScroll: true });
}
