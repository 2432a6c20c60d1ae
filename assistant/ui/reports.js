// The list of reports: filter by words, see how each table was read and what does not add up.
import { get } from "./api.js";
import { el } from "./dom.js";
import { t } from "./i18n.js";
import { startShell } from "./shell.js";

startShell("reports");
const main = document.getElementById("main");

get("/reports").then(({ reports }) => show(reports), (error) => {
  main.replaceChildren(el("h1", { t: "reports.title" }), el("p", { role: "alert", text: error.away ? t("away") : error.message }));
});

function show(reports) {
  const filter = el("input", { type: "search", id: "filter", "data-t-placeholder": "reports.filter", label: "reports.filter" });
  const count = el("p", { class: "dim", role: "status" });
  const body = el("tbody");
  const empty = el("p", { class: "dim", t: reports.length ? "reports.empty" : "welcome.none", hidden: true });
  const head = ["about.issuer", "about.year", "about.region", "reports.tables", "about.findings"].map((key) => el("th", { scope: "col", t: key }));
  const draw = () => {
    const words = filter.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = reports.filter((report) => words.every((word) => `${report.issuer} ${report.region} ${report.year} ${report.title}`.toLowerCase().includes(word)));
    body.replaceChildren(...chosen.map(row));
    empty.hidden = chosen.length > 0;
    count.dataset.t = "collection.count";
    count.dataset.tArgs = JSON.stringify({ n: chosen.length });
    count.textContent = t("collection.count", { n: chosen.length });
  };
  filter.addEventListener("input", draw);
  main.replaceChildren(
    el("h1", { t: "reports.title" }), el("p", { class: "lead", t: "reports.text" }),
    reports.some((report) => report.sample) ? el("p", { class: "sample", t: "sample" }) : "",
    el("div", { class: "filter" }, filter, count),
    el("table", { class: "listing" }, el("caption", { class: "sr-only", t: "reports.title" }), el("thead", {}, el("tr", {}, ...head)), body), empty);
  filter.setAttribute("placeholder", t("reports.filter"));
  draw();
}

function row(report) {
  const tables = Object.entries(report.tables).map(([name, table]) =>
    el("span", { class: `status ${table.status}`, title: table.reason || null }, el("span", { t: `tables.${name}` }), " ", el("span", { t: `status.${table.status}` })));
  const findings = report.findings ? { class: "warn", t: "findings.n", args: { n: report.findings } } : { class: "pass", t: "findings.none" };
  return el("tr", {},
    el("th", { scope: "row" }, el("a", { href: report.href, text: report.issuer, lang: "zh-CN" })),
    el("td", { class: "num", t: "year", args: { n: report.year } }),
    el("td", { text: report.region.replaceAll("/", " › "), lang: "zh-CN" }),
    el("td", { class: "tables" }, ...tables),
    el("td", {}, el("span", findings)));
}
