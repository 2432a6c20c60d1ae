// Which figure of a sentence is set large.

/** Where the figure of a sentence stands: beside its unit, else after its colon, else just before its own mark, else alone. */
function figureSpan(text, figure) {
  if (!figure?.value || figure.state === "blank") return null;
  const value = figure.value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const alone = `(?<![\\d.,\\[〔])${value}(?![\\d.,]*\\d)`;
  const unit = figure.unit && !figure.value.endsWith(figure.unit) ? figure.unit : "";
  const tries = [];
  if (unit) tries.push(`${alone}\\s*${unit}`);
  tries.push(`(?<=[:：]\\s*)${alone}`);
  for (const n of figure.citations) tries.push(`${alone}(?=[^\\d\\[。.]{0,24}\\[${n}\\])`);
  tries.push(`${alone}(?!\\])`);
  for (const pattern of tries) {
    const found = new RegExp(pattern).exec(text);
    if (found) return { start: found.index, end: found.index + found[0].length };
  }
  return null;
}

/** The figure that the sentence leads with: of a contradicted total what its parts support, not the cell that is wrong. */
export function leadingSpan(text, figures) {
  const spans = figures.map((figure) => figureSpan(text, figure)).filter(Boolean);
  return spans.sort((one, other) => one.start - other.start)[0] ?? null;
}
