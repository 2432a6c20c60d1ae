// The query of an answer as chips. Each opens its other values that are there; choosing one asks again with the query changed.
import { get } from "./api.js";
import { el } from "./dom.js";
import { lang, t } from "./i18n.js";
import { optionList } from "./options.js";
import { popoverButton } from "./popover.js";
import { cellOf } from "./source.js";

const LISTED = 60; // reports of one list of options; words narrow it
const MOST = 4; // chips of one kind; beyond that a row of them says less than the table
const current = "/reports?all_versions=false";
const unique = (values) => [...new Set(values)];

/** Return the chips of an answer on figures; null for other kinds. `on.edit(query, name)` asks again. */
export function queryChips(answer, on) {
  if (answer.query?.kind !== "figure") return null;
  const state = stateOf(answer);
  if (!state.reports.length || !state.cells.length) return null;
  const row = el("div", { class: "chips", role: "group", label: "chips" });
  const chip = (slot, text, options, search = false) => {
    const fill = (box) => optionList(box, { search, options: (word) => options(state, word), choose: (change) => edit(answer, state, change, on) });
    row.append(popoverButton({ class: "chip", data: { slot }, title: t("chip.edit") }, `chip.${slot}`, fill,
      el("span", { class: "sr-only", t: `chip.${slot}` }), el("span", { class: "chip-text", lang: "zh-CN", text })));
    return row.lastChild.querySelector(".chip-text");
  };
  whose(state, chip);
  const names = what(state, chip);
  if (answer.language === "en") get("/cells").then((form) => inEnglish(form, names), () => null);
  return row;
}

/** What the query asks, its reports told by the citations behind its figures. */
function stateOf(answer) {
  const { query } = answer;
  const cited = new Map(answer.citations.map((citation) => [citation.report, { id: citation.report, issuer: citation.issuer, year: citation.year }]));
  const { whole } = query.scope;
  const reports = (query.scope.reports ?? []).map((id) => cited.get(id)).filter(Boolean);
  return { cells: query.cells ?? [], reports, count: (query.scope.reports ?? []).length, whole: Boolean(whole), years: query.scope.years ?? [],
    operation: query.operation, order: query.order, citations: answer.citations, figures: answer.figures, language: answer.language };
}

function whose(state, chip) {
  const issuers = unique(state.reports.map((report) => report.issuer));
  const years = unique(state.reports.map((report) => report.year));
  if (state.whole) {
    chip("issuer", t("chip.whole", { n: state.count }), (now, word) => issuerOptions(now, null, word), true);
    chip("year", state.years.length === 1 ? t("year", { n: state.years[0] }) : t("chip.years"), wholeYears);
    return;
  }
  if (issuers.length > MOST || state.reports.length < state.count) return;
  for (const issuer of issuers) chip("issuer", issuer, (now, word) => issuerOptions(now, issuer, word), true);
  if (years.length > MOST) return;
  for (const year of years) chip("year", t("year", { n: year }), (now) => yearOptions(now, year));
}

function what(state, chip) {
  const names = [];
  if (state.cells.length <= MOST) {
    for (const cell of state.cells) names.push({ cell, part: "row", node: chip("row", rowName(state, cell), (now, word) => rowOptions(now, cell, word), true) });
  }
  const applicants = unique(state.cells.map((cell) => cell.split("|")[1] ?? ""));
  if (applicants.length === 1 && applicants[0]) {
    const name = citationOf(state, state.cells[0])?.column.at(-1) ?? applicants[0];
    names.push({ cell: state.cells[0], part: "applicant", node: chip("applicant", name, applicantOptions) });
  }
  chip("operation", t(`op.${state.operation}`), operationOptions);
  return names;
}

const citationOf = (state, cell) => state.citations.find((citation) => cellOf(citation.href) === cell);

function rowName(state, cell) {
  const citation = citationOf(state, cell);
  if (citation) return cell.includes("|") ? citation.row.at(-1) : [citation.row.at(-1), citation.column.at(-1)].filter(Boolean).join(" · ");
  return state.figures.find((figure) => figure.cell === cell)?.label ?? cell;
}

function inEnglish(form, names) {
  for (const { cell, part, node } of names) {
    const [row, applicant] = cell.split("|");
    const known = form.cells.find((one) => one.cell === cell);
    const text = part === "applicant" ? form.applicants[applicant]?.en : applicant ? form.rows[row]?.en : known?.label.en;
    if (text) Object.assign(node, { textContent: text, lang: "en" });
  }
}

// ---- what each chip offers: [{text, hint, current, change}]

/** Other bodies whose report of the year is there; where it is not, the newest they have, said beside the name. */
async function issuerOptions(state, issuer, word) {
  const wanted = state.reports.filter((report) => report.issuer === issuer).map((report) => report.year);
  const years = wanted.length ? wanted : state.years;
  const named = `${current}&limit=${LISTED}${word ? `&issuer=${encodeURIComponent(word)}` : ""}`;
  const same = years.length ? await get(`${named}${years.map((year) => `&year=${year}`).join("")}`) : { reports: [] };
  const others = same.next ? { reports: [] } : await get(named); // those of other years only where there is room
  const reports = [...new Map([...same.reports, ...others.reports].map((report) => [report.id, report])).values()];
  const options = unique(reports.map((report) => report.issuer)).map((name) => {
    const theirs = reports.filter((report) => report.issuer === name).sort((a, b) => b.year - a.year);
    const fitting = years.map((year) => theirs.find((report) => report.year === year)).filter(Boolean);
    const chosen = fitting.length ? fitting : theirs.slice(0, 1);
    const kept = state.whole ? [] : state.reports.filter((report) => report.issuer !== issuer);
    const hint = chosen.map((report) => t("year", { n: report.year })).join(" ");
    return { text: name, hint, current: name === issuer, change: { reports: [...kept, ...chosen], whole: false, ...(state.whole ? { operation: "lookup" } : {}) } };
  });
  return options;
}

/** Years for which every body that was asked of this one has a report. */
async function yearOptions(state, year) {
  const bodies = unique(state.reports.filter((report) => report.year === year).map((report) => report.issuer));
  const held = await Promise.all(bodies.map((name) => get(`${current}&limit=200&issuer=${encodeURIComponent(name)}`)));
  const theirs = held.map(({ reports }, index) => reports.filter((report) => report.issuer === bodies[index]));
  const kept = state.reports.filter((report) => report.year !== year);
  return unique(theirs[0].map((report) => report.year)).sort((a, b) => b - a)
    .filter((other) => theirs.every((list) => list.some((report) => report.year === other)))
    .map((other) => ({ text: t("year", { n: other }), current: other === year,
      change: { reports: [...kept, ...theirs.map((list) => list.find((report) => report.year === other))] } }));
}

async function wholeYears(state) {
  const { reports } = await get(`${current}&limit=1000`);
  const years = unique(reports.map((report) => report.year)).sort((a, b) => b - a);
  return [{ text: t("chip.years"), current: !state.years.length, change: { years: [] } },
    ...years.map((year) => ({ text: t("year", { n: year }), current: state.years.length === 1 && state.years[0] === year, change: { years: [year] } }))];
}

/** The forms that the reports asked have in a table: a row that none of them prints is not offered. */
async function formsOf(state) {
  const some = state.reports.slice(0, 20).map((report) => `&report=${encodeURIComponent(report.id)}`).join("");
  const { reports } = await get(`${current}${some}`);
  return (table) => unique(reports.map((report) => report.tables[table]?.form).filter(Boolean));
}

async function rowOptions(state, cell, word) {
  const [form, printedIn] = await Promise.all([get("/cells"), formsOf(state)]);
  const applicant = cell.split("|")[1] ?? "total";
  const offered = form.cells.filter((one) => one.forms.some((name) => printedIn(one.table).includes(name)) && (one.table !== "t3" || one.cell.endsWith(`|${applicant}`)));
  const text = (one) => (one.table === "t3" ? form.rows[one.row]?.[lang()] ?? one.row : one.label[lang()]);
  return offered.filter((one) => text(one).toLowerCase().includes(word.toLowerCase())).map((one) => ({
    text: text(one), hint: t(`tables.${one.table}`), current: one.cell === cell, change: { cells: unique(state.cells.map((other) => (other === cell ? one.cell : other))) },
  }));
}

async function applicantOptions(state) {
  const form = await get("/cells");
  const now = state.cells[0].split("|")[1];
  return Object.entries(form.applicants).map(([id, label]) => ({
    text: label[lang()], current: id === now, change: { cells: state.cells.map((cell) => `${cell.split("|")[0]}|${id}`) },
  }));
}

/** Operations that can be done on what is asked; and on one cell, the years of its body and all bodies of its year. */
async function operationOptions(state) {
  const { operations } = await get("/cells");
  const issuers = unique(state.reports.map((report) => report.issuer));
  const within = (range, n) => n >= range[0] && n <= range[1];
  const fits = (one, reports, bodies) => within(one.cells, state.cells.length) && within(one.reports, reports) && (!one.one_issuer || bodies === 1);
  const options = operations.filter((one) => fits(one, state.count, issuers.length)).map((one) => ({
    text: one.label[lang()], current: one.operation === state.operation, change: { operation: one.operation },
  }));
  if (state.cells.length > 1 || state.whole) return options;
  const { reports } = await get(`${current}&limit=200&issuer=${encodeURIComponent(issuers[0])}`);
  const years = reports.filter((report) => report.issuer === issuers[0]).sort((a, b) => a.year - b.year);
  if (issuers.length === 1 && years.length > state.reports.length) options.push({ text: t("chip.trend"), hint: `${years[0].year}–${years.at(-1).year}`, change: { reports: years, operation: "trend" } });
  const year = state.reports[0].year;
  options.push({ text: t("chip.rank"), hint: t("year", { n: year }), change: { whole: true, years: [year], reports: [], operation: "rank" } });
  return options;
}

// ---- asking again

async function edit(answer, state, change, on) {
  const next = { ...state, ...change };
  const ids = unique(next.reports.map((report) => report.id));
  const operation = !next.whole && ids.length * next.cells.length === 1 ? "lookup" : next.operation;
  const query = { cells: next.cells, operation, order: next.order ?? "descending", ...(next.whole ? { whole: true, years: next.years } : { reports: ids }) };
  on.edit(query, await nameOf(next, operation), answer.language);
}

/** The query in words, in the language of the answer: what stands above the new answer and in the history. */
async function nameOf(state, operation) {
  const form = await get("/cells").catch(() => ({ cells: [] }));
  const chinese = state.language === "zh";
  const cells = state.cells.map((cell) => form.cells.find((one) => one.cell === cell)?.label[state.language] ?? cell);
  const years = unique(state.whole ? state.years : state.reports.map((report) => report.year));
  const bodies = state.whole ? [chinese ? "全部报告" : "All reports"] : unique(state.reports.map((report) => report.issuer));
  const said = operation === "lookup" ? "" : ` ${t(`op.${operation}`, {}, state.language)}`;
  if (chinese) return `${bodies.join("、")}${years.length ? `${years.join("、")}年` : ""} ${cells.join("、")}${said}`;
  return `${bodies.join(", ")}${years.length ? ` ${years.join(", ")}` : ""}: ${cells.join(", ")}${said}`;
}
