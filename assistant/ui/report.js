// One report: its facts, findings, sections with prose and tables, and its text; opens at the cell or line of the address.
import { get } from "./api.js";
import { both, el } from "./dom.js";
import { t } from "./i18n.js";
import { startShell } from "./shell.js";
import { aboutReport, cellOf, tableBlock } from "./source.js";
import { openOriginal } from "./original.js";

startShell("report");
const main = document.getElementById("main");
const id = decodeURIComponent(location.pathname.split("/").at(-1));
const path = `/reports/${encodeURIComponent(id)}`;
const reveals = {};

load().then(follow, (error) => {
  const message = error.status === 404 ? { t: "report.missing" } : { text: error.away ? t("away") : error.message };
  main.replaceChildren(el("p", { role: "alert", ...message }), el("p", {}, el("a", { href: "/reports", t: "report.back" })));
});
addEventListener("hashchange", follow);

async function load() {
  const report = await get(path);
  const names = Object.keys(report.tables);
  // What stands before section one is headed by the title, which is already on the page.
  for (const section of report.sections) section.repeats = section.title === report.title;
  const [{ findings }, original, ...tables] = await Promise.all([
    get(`${path}/findings`), openOriginal(path), ...names.map((name) => get(`${path}/tables/${name}`)),
  ]);
  const blocks = Object.fromEntries(tables.map((table) => [table.id, tableBlock(table)]));
  for (const [name, block] of Object.entries(blocks)) reveals[name] = block.reveal;
  reveals.original = original.reveal;
  document.title = `${report.issuer} ${t("year", { n: report.year })}`;
  main.replaceChildren(
    el("p", { class: "crumbs" }, el("a", { href: "/reports", t: "report.back" })),
    el("h1", { text: report.title, lang: "zh-CN" }),
    report.sample ? el("p", { class: "sample", t: "sample" }) : "",
    aboutReport(report, { title: false }),
    el("p", {}, el("a", { href: `/?q=${encodeURIComponent(`${report.issuer}${report.year}年`)}`, t: "report.ask" })),
    findings.length ? findingList(findings) : "",
    contents(report),
    ...report.sections.map((section) => sectionNode(section, blocks)),
    el("section", { id: "text" }, el("h2", { t: "report.text" }), original.root),
  );
}

function findingList(findings) {
  const items = findings.map((finding) => {
    const cell = finding.cells[0];
    const words = both(cell ? "a" : "span", finding.message_zh, finding.message_en, cell ? { href: `#${encodeURIComponent(cell)}` } : {});
    return el("li", {}, words, " ", el("code", { text: finding.rule }));
  });
  return el("section", { class: "caution" }, el("h2", { t: "report.findings" }), el("ul", {}, ...items));
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
  return el("section", { id: section.id, lang: "zh-CN" }, section.title && !section.repeats ? el("h2", { text: section.title }) : null, ...prose, ...tables);
}

/** Show the place that the fragment of the address names. */
function follow() {
  const [, kind, number] = /^#(line-|page-|b)(\d+)$/.exec(location.hash) ?? [];
  const spot = kind && { [{ "line-": "line", "page-": "page", b: "block" }[kind]]: Number(number) };
  const cell = cellOf(location.href);
  const node = spot ? reveals.original?.(spot) : reveals[cell.slice(0, 2)]?.(cell) ?? document.getElementById(cell);
  const box = node?.closest(".grid-scroll, .lines, .original") ?? node;
  box?.scrollIntoView({ block: box === node ? "start" : "center" });
  if (node?.matches("td")) node.focus({ preventScroll: true });
}
