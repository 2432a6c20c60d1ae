// Several figures as a table, and the fold that says where each came from.
import { el, filled, firstOf } from "./dom.js";
import { t, unitSaid } from "./i18n.js";

// ms; the first chart after the server's start takes it a second or two, and the table beside the answer goes first.
const CHART_AFTER = 200;
export const MANY = 60; // figures of an answer over many reports that are shown before the rest is asked for

function value(figure, language) {
  if (figure.state === "blank") return el("em", { class: "blank", t: "blank" });
  const unit = figure.value.endsWith(figure.unit) ? "" : unitSaid(figure.unit, language);
  const bare = language === "en" ? figure.value.replace(/\s*(?:[件项条次个篇]|人次?)$/, "") : figure.value;
  return el("span", { text: `${bare} ${unit}`.trim() });
}

const where = (figure) => [figure.issuer, figure.year === null ? "" : t("year", { n: figure.year })].filter(Boolean).join(" · ");
const marks = (figure, mark) => figure.citations.map(mark).filter(Boolean);

/** Return the figures of an answer as a table; null where there is one figure or none. */
export function figureTable(answer, mark) {
  if (answer.figures.length < 2) return null;
  // Where all are of one report its name would only fill the narrow table.
  const several = new Set(answer.figures.map(where)).size > 1;
  const labels = new Set(answer.figures.map((figure) => figure.label));
  const same = several && labels.size === 1; // then it is said once, above the numbers
  const row = (figure) =>
    el("tr", {},
      several ? el("td", { text: where(figure) }) : null,
      same ? null : el("td", { text: figure.label }),
      el("td", { class: "num" }, value(figure, answer.language), figure.state === "computed" ? el("span", { class: "tag", t: "computed" }) : null),
      el("td", { class: "marks" }, ...marks(figure, mark)));
  const body = el("tbody");
  const rest = firstOf(answer.figures, MANY, row, body);
  const head = el("tr", {}, ...[several ? "col.where" : null, same ? null : "col.what", "col.value", "col.cite"].filter(Boolean).map((key) =>
    el("th", { scope: "col", t: key, class: key === "col.value" ? "num" : "" })));
  return el("div", { class: "figures-scroll", tabindex: 0, role: "group", label: "figures" },
    el("table", { class: "figures" }, el("caption", same ? { text: answer.figures[0].label } : { class: "sr-only", t: "figures" }), el("thead", {}, head), body), rest);
}

/** Return the chart of an answer, drawn by the server over the figures of the table above it; null where it has none. */
export function chart(answer) {
  if (!answer.chart) return null;
  const title = answer.chart.title?.text ?? "";
  const address = `/api/v1/answers/${encodeURIComponent(answer.id)}/chart.svg`;
  const picture = el("img", { alt: `${t("chart")} ${title}` });
  const narrow = el("source", { media: "(max-width: 47.99rem)" });
  const waiting = el("p", { class: "dim", t: "chart.wait" });
  const frame = el("figure", { class: "chart", tabindex: 0, "aria-label": `${t("chart")} ${title}` }, waiting, el("picture", {}, narrow, picture));
  frame.style.minHeight = `${heightOf(answer.chart)}px`; // nothing below it moves when it is there
  picture.addEventListener("load", () => waiting.remove());
  picture.addEventListener("error", () => {
    frame.style.minHeight = "";
    frame.replaceChildren(el("p", { class: "dim", t: "chart.gone" }));
  });
  setTimeout(() => {
    narrow.srcset = `${address}?narrow=true`;
    picture.src = address;
  }, CHART_AFTER);
  return frame;
}

/** About how high a chart of the API will be, its title, axis and legend with it. */
function heightOf(chart) {
  const issuers = new Set(chart.data?.values?.map((value) => value.issuer)).size;
  if (typeof chart.height !== "number") return (chart.height?.step ?? 26) * issuers + 102;
  return chart.height + 94 + (issuers > 1 ? 12 + 18 * Math.ceil(issuers / 2) : 0);
}

/** Return the fold that tells how the figures were found; null where the answer has none. */
export function computedFold(answer, mark) {
  if (!answer.figures.length) return null;
  const list = el("dl", { class: "how" });
  const fold = el("details", { class: "fold" }, el("summary", { t: "how" }), list);
  return filled(fold, answer.citations.length > MANY, () => addSteps(list, answer, mark));
}

function addSteps(list, answer, mark) {
  for (const figure of answer.figures) {
    if (figure.formula) addFormula(list, figure, mark);
    else list.append(el("dt", { t: "how.cell" }), el("dd", {}, el("span", { text: `${figure.label} ` }), el("code", { text: figure.cell }), el("span", { text: " → " }), value(figure), ...marks(figure, mark)));
  }
  if (answer.generated_by) list.append(el("dd", { t: "how.model", args: { name: answer.generated_by } }));
}

function addFormula(list, figure, mark) {
  const { expression, inputs, covers } = figure.formula;
  list.append(el("dt", { t: "how.formula" }), el("dd", {}, el("span", { text: `${figure.label}：` }), el("code", { text: expression }), ...inputs.map(mark).filter(Boolean)));
  const parts = [el("span", { t: "how.covers.text", args: { used: covers.used, of: covers.of } })];
  for (const [key, names] of [["how.blank", covers.blank], ["how.missing", covers.missing]]) {
    if (names.length) parts.push(el("span", { t: key, args: { text: names.join("、") } }));
  }
  list.append(el("dt", { t: "how.covers" }), el("dd", { class: "covers" }, ...parts));
}
