// A statutory table as printed: spans kept, header rows and label columns sticky, one cell ringed, arrows move and read.
import { el, say } from "./dom.js";
import { lang, t, unitSaid } from "./i18n.js";

/** Put every cell at its grid position: [{cell, r, c, rows, cols}], in reading order. */
function placed(rows) {
  const taken = [];
  const found = [];
  rows.forEach((row, r) => {
    let c = 0;
    for (const cell of row) {
      while (taken[r]?.[c]) c += 1;
      const [height, width] = [Math.max(1, cell.row_span), Math.max(1, cell.col_span)];
      for (let y = r; y < r + height; y += 1) {
        taken[y] ??= [];
        for (let x = c; x < c + width; x += 1) taken[y][x] = true;
      }
      found.push({ cell, r, c, rows: height, cols: width });
      c += width;
    }
  });
  return found;
}

const covers = (spot, r, c) => r >= spot.r && r < spot.r + spot.rows && c >= spot.c && c < spot.c + spot.cols;

/** The rows [first, end) of the block a value stands in: its header rows and all values up to the next header. */
function blockOf(headerRows, r) {
  let last = r - 1;
  while (last >= 0 && !headerRows.has(last)) last -= 1;
  let first = Math.max(0, last);
  while (first > 0 && headerRows.has(first - 1)) first -= 1;
  const next = [...headerRows].filter((header) => header > r);
  return { first, end: next.length ? Math.min(...next) : Infinity };
}

/** Whether a cell is in the block and column of a value. A heading over all values names no column. */
function sameColumn(spots, headerRows, spot, other) {
  const { first, end } = blockOf(headerRows, spot.r);
  const columns = spots.filter((one) => one.cell.cell).map((one) => one.c);
  const all = Math.max(...columns) - Math.min(...columns) + 1;
  return other.r >= first && other.r < end && spot.c >= other.c && spot.c < other.c + other.cols && other.cols < all;
}

/** Return the printed labels of a value's row and column, outermost first. */
function labels(spots, headerRows, spot) {
  const names = spots.filter((other) => !other.cell.cell && other.cell.text);
  const row = names.filter((other) => !headerRows.has(other.r) && other.c < spot.c && spot.r >= other.r && spot.r < other.r + other.rows);
  const column = names.filter((other) => headerRows.has(other.r) && sameColumn(spots, headerRows, spot, other));
  return { row: row.map((other) => other.cell.text), column: column.map((other) => other.cell.text) };
}

/** What a cell shows: its words, or the name of its state. */
export function shown(cell) {
  return cell.state === "blank" || (cell.state && cell.text === "") ? t("blank") : `${cell.text}`;
}

function valueNode(cell) {
  const blank = cell.state === "blank" || (cell.state && cell.text === "");
  return blank ? el("em", { class: "blank", t: "blank" }) : document.createTextNode(cell.text);
}

/**
 * Return {root, reveal(cellId)} for a table of the API. `reveal` rings a cell, tints its row and column, scrolls it to
 * the middle and returns its element (null where the table has no such cell). `note` is told what the focused cell says.
 */
export function renderGrid(table, { note = () => {} } = {}) {
  const spots = placed(table.rows);
  const withValues = new Set(spots.filter((spot) => spot.cell.cell).map((spot) => spot.r));
  const headerRows = new Set(table.rows.map((_, r) => r).filter((r) => !withValues.has(r)));
  const leading = table.rows.findIndex((_, r) => withValues.has(r));
  const head = el("thead");
  const body = el("tbody");
  const lines = table.rows.map((_, r) => {
    const line = el("tr");
    (leading > 0 && r < leading ? head : body).append(line);
    return line;
  });
  const leaf = Math.min(...spots.filter((spot) => spot.cell.cell).map((spot) => spot.c)) - 1;
  for (const spot of spots) {
    spot.node = cellNode(spot, headerRows, table.findings);
    if (!spot.cell.cell && !headerRows.has(spot.r) && spot.cols === 1) spot.node.classList.add(spot.c === leaf ? "leaf" : `level-${spot.c + 1}`);
    lines[spot.r].append(spot.node);
  }
  const caption = el("caption", { class: "sr-only", text: table.title, lang: "zh-CN" });
  // A header further down (table 2) belongs to its own block: only a single header on top may stay in sight.
  const stays = leading > 0 && [...headerRows].every((r) => r < leading);
  const root = el("div", { class: `grid-scroll ${stays ? "sticky-head" : ""}`, tabindex: -1 });
  const values = spots.filter((spot) => spot.cell.cell);
  root.append(el("table", { class: `grid ${table.id}`, lang: "zh-CN" }, caption, head, body));
  for (const spot of values) {
    spot.read = () => {
      const { row, column } = labels(spots, headerRows, spot);
      const value = `${shown(spot.cell)}${spot.cell.number !== null ? unitSaid(spot.cell.unit) : ""}`;
      const sentence = t("grid.read", { row: row.join(" ") || "—", column: column.join(" ") || "—", value });
      const flags = touching(spot.cell, table.findings).map((finding) => t("grid.flag", { text: message(finding) }));
      return { sentence, flags };
    };
  }
  addKeys(root, values, note);
  new ResizeObserver(() => stick(spots, headerRows)).observe(root);
  return { root, reveal: (cellId) => reveal(root, spots, headerRows, cellId, note) };
}

const message = (finding) => (lang() === "zh" ? finding.message_zh : finding.message_en);
const touching = (cell, findings) => findings.filter((finding) => finding.cells.includes(cell.cell));

function cellNode(spot, headerRows, findings) {
  const { cell, rows, cols } = spot;
  const span = { rowspan: rows > 1 ? rows : null, colspan: cols > 1 ? cols : null };
  if (!cell.cell) {
    if (headerRows.has(spot.r)) {
      const scope = cols > 1 ? "colgroup" : "col";
      return el(cell.text ? "th" : "td", { ...span, scope: cell.text ? scope : null, class: "head", text: cell.text });
    }
    const scope = rows > 1 ? "rowgroup" : "row";
    const tall = spot.c === 0 && rows > 5 && cols === 1;
    return el(cell.text ? "th" : "td", { ...span, scope: cell.text ? scope : null, class: "label" },
      el("span", { class: tall ? "upright" : "", text: cell.text }));
  }
  const flagged = cell.findings.length > 0;
  const node = el("td", { ...span, class: `value ${flagged ? "flagged" : ""}`, id: cell.cell, tabindex: -1 }, valueNode(cell));
  if (flagged) node.title = touching(cell, findings).map(message).join("\n");
  return node;
}

function addKeys(root, values, note) {
  const byNode = new Map(values.map((spot) => [spot.node, spot]));
  if (values.length) values[0].node.tabIndex = 0;
  root.addEventListener("focusin", (event) => {
    const spot = byNode.get(event.target);
    if (!spot) return;
    for (const other of values) other.node.tabIndex = -1;
    spot.node.tabIndex = 0;
    const { sentence, flags } = spot.read();
    note(sentence, flags);
    say([sentence, ...flags].join(" "));
  });
  root.addEventListener("click", (event) => event.target.closest("td.value")?.focus({ preventScroll: true }));
  root.addEventListener("keydown", (event) => {
    const spot = byNode.get(event.target);
    const next = spot && neighbour(values, spot, event.key);
    if (!next) return;
    event.preventDefault();
    next.node.focus({ preventScroll: true });
    centre(root, next.node, "nearest");
  });
}

function neighbour(values, spot, key) {
  const ordered = {
    ArrowRight: values.filter((other) => other.r === spot.r && other.c > spot.c),
    ArrowLeft: values.filter((other) => other.r === spot.r && other.c < spot.c).reverse(),
    ArrowDown: values.filter((other) => other.r > spot.r && covers({ ...other, rows: 1 }, other.r, spot.c)),
    ArrowUp: values.filter((other) => other.r < spot.r && covers({ ...other, rows: 1 }, other.r, spot.c)).reverse(),
    Home: values.filter((other) => other.r === spot.r),
    End: values.filter((other) => other.r === spot.r).reverse(),
  }[key];
  return ordered?.[0];
}

/** Pin the label columns: each at the place it has when the table is not scrolled. */
function stick(spots, headerRows) {
  const table = spots[0]?.node.closest("table");
  if (!table) return;
  const head = table.parentElement.classList.contains("sticky-head") ? table.tHead.offsetHeight : 0;
  table.style.setProperty("--head-height", `${head}px`);
  const first = Math.min(...spots.filter((spot) => spot.cell.cell).map((spot) => spot.c));
  const columns = spots.filter((spot) => spot.c < first && !spot.cell.cell && !(headerRows.has(spot.r) && spot.c + spot.cols > first));
  for (const spot of columns) spot.node.classList.remove("pinned");
  const edges = columns.map((spot) => spot.node.offsetLeft);
  columns.forEach((spot, index) => {
    spot.node.style.left = `${edges[index]}px`;
    spot.node.classList.add("pinned");
  });
}

function reveal(root, spots, headerRows, cellId, note) {
  const values = spots.filter((spot) => spot.cell.cell);
  const target = values.find((spot) => spot.cell.cell === cellId);
  for (const spot of spots) spot.node.classList.remove("ring", "lit");
  if (!target) return null;
  for (const spot of spots) {
    const sameRow = target.r >= spot.r && target.r < spot.r + spot.rows && (spot.cell.cell || spot.c < target.c);
    if (sameRow || sameColumn(spots, headerRows, target, spot)) spot.node.classList.add("lit");
  }
  target.node.classList.add("ring");
  stick(spots, headerRows); // the cell may not come to lie under the labels: they are as wide as these words make them
  const { sentence, flags } = target.read();
  note(sentence, flags);
  for (const spot of values) spot.node.tabIndex = -1;
  target.node.tabIndex = 0;
  centre(root, target.node, "center");
  return target.node;
}

/** Scroll only the table's own box, so that nothing else on the page moves. */
function centre(root, node, how) {
  const box = root.getBoundingClientRect();
  const cell = node.getBoundingClientRect();
  const pinned = Math.max(0, ...[...root.querySelectorAll(".pinned")].map((other) => other.getBoundingClientRect().right - box.left));
  const top = root.querySelector("thead")?.getBoundingClientRect().height ?? 0;
  const free = { left: box.left + Math.min(pinned, box.width * 0.7), top: box.top + top };
  const outside = cell.left < free.left || cell.right > box.right || cell.top < free.top || cell.bottom > box.bottom;
  if (how === "nearest" && !outside) return;
  root.scrollBy({
    left: (cell.left + cell.right) / 2 - (free.left + box.right) / 2,
    top: (cell.top + cell.bottom) / 2 - (free.top + box.bottom) / 2,
    behavior: "instant",
  });
}
