// Files brought by people: chosen or dropped, sent with progress, each with its result and reason; then asked about.
import { fresh, upload } from "./calls.js";
import { both, el, say } from "./dom.js";
import "./i18n-pages.js";
import { t } from "./i18n.js";
import { askAbout, failed, tell } from "./listing.js";
import { startShell } from "./shell.js";

const POLL = 600; // ms between two looks at a job
const KNOWN = 10; // earlier jobs shown at once
startShell("uploads");
const main = document.getElementById("main");
const input = el("input", { type: "file", id: "files", multiple: true, class: "sr-only" });
const bar = el("progress", { max: 1, value: 0, "aria-label": t("uploads.sending") });
const stage = el("p", { role: "status" });
const sending = el("div", { class: "sending", hidden: true }, stage, bar);
const problem = el("p", { class: "caution", role: "alert", hidden: true });
const jobs = el("div", { class: "jobs" });

frame();
fresh("/jobs").then(({ jobs: found }) => earlier(found), (error) => failed(main, "uploads.title", error));

function frame() {
  const drop = el("div", { class: "drop" }, el("p", { class: "big", t: "uploads.drop" }), el("label", { class: "primary go", for: "files", t: "uploads.choose" }), input, el("p", { class: "dim", t: "uploads.kinds" }));
  for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.remove("over"); });
  drop.addEventListener("drop", (event) => take([...event.dataTransfer.files]));
  input.addEventListener("change", () => take([...input.files]));
  main.replaceChildren(el("h1", { t: "uploads.title" }), el("p", { class: "lead", t: "uploads.text" }), drop, sending, problem, jobs);
}

function earlier(found) {
  if (!found.length) return;
  const list = el("div", {}, el("h2", { t: "uploads.earlier" }));
  let shown = 0;
  const more = el("button", { type: "button", class: "more", t: "more", on: { click: () => next() } });
  const next = () => {
    for (const job of found.slice(shown, shown + KNOWN)) {
      const card = jobCard(job);
      more.before(card.root);
      if (job.state === "queued" || job.state === "running") follow(job, card);
    }
    shown += KNOWN;
    more.hidden = shown >= found.length;
  };
  list.append(more);
  jobs.append(list);
  next();
}

async function take(files) {
  input.value = "";
  if (!files.length) return;
  problem.hidden = true;
  sending.hidden = false;
  bar.value = 0;
  tell(stage, "uploads.sending.n", { n: files.length });
  try {
    const job = await upload(files, (share) => { bar.value = share; });
    const card = jobCard(job);
    jobs.prepend(card.root);
    sending.hidden = true;
    await follow(job, card);
    card.root.scrollIntoView({ block: "nearest" });
  } catch (error) {
    sending.hidden = true;
    problem.hidden = false;
    problem.textContent = error.away ? t("away") : error.message;
  }
}

/** Look at a job until it has ended, and show how far it is. */
async function follow(job, card) {
  let now = job;
  while (now.state === "queued" || now.state === "running") {
    await new Promise((resolve) => setTimeout(resolve, POLL));
    try {
      now = await fresh(`/jobs/${encodeURIComponent(job.id)}`);
    } catch (error) {
      if (!error.away) throw error;
      continue; // the server is being started again; the job goes on there
    }
    card.draw(now);
  }
  say(t(now.state === "done" ? "uploads.done" : "uploads.failed"));
}

function jobCard(job) {
  const head = el("p", { class: "job-head" });
  const progress = el("progress", { max: 1, "aria-label": t("uploads.reading") });
  const rows = el("tbody");
  const table = el("table", { class: "listing small" }, el("caption", { class: "sr-only", t: "uploads.files" }),
    el("thead", {}, el("tr", {}, ...["about.file", "uploads.result", "uploads.reason"].map((key) => el("th", { scope: "col", t: key })))), rows);
  const root = el("section", { class: "job", data: { job: job.id } }, head, progress, table);
  const draw = async (now) => {
    root.dataset.state = now.state;
    const when = el("time", { datetime: now.created, class: "dim", text: new Date(now.created).toLocaleString(document.documentElement.lang) });
    const words = el("strong");
    tell(words, now.state === "running" && !now.total ? "job.starting" : `job.${now.state}`, { done: now.done, total: now.total });
    head.replaceChildren(words, " ", when, now.reason ? both("span", now.reason_zh, now.reason, { class: "warn" }) : "");
    progress.hidden = now.state === "done" || now.state === "failed";
    if (now.total) progress.value = now.done / now.total;
    const known = now.state === "done" ? await reportsOf(now) : new Map();
    rows.replaceChildren(...now.files.map((file) => fileRow(file, known)));
  };
  draw(job);
  return { root, draw };
}

async function reportsOf(job) {
  const ids = [...new Set(job.files.flatMap((file) => file.reports))].slice(0, 200);
  if (!ids.length) return new Map();
  const { reports } = await fresh(`/reports?${new URLSearchParams(ids.map((id) => ["report", id]))}`);
  return new Map(reports.map((report) => [report.id, report]));
}

function fileRow(file, known) {
  const reports = file.reports.map((id) => known.get(id)).filter(Boolean);
  return el("tr", { data: { state: file.state } },
    el("th", { scope: "row" }, el("span", { text: file.name, lang: "zh-CN" }), el("span", { class: "dim size", text: size(file.size) })),
    el("td", {}, el("span", { class: `tag ${{ refused: "error", failed: "error", queued: "" }[file.state] ?? "pass"}`, t: `file.${file.state}` }), ...reports.map(reportLine)),
    el("td", {}, ...file.reasons.map((reason, at) => both("p", bare(file.reasons_zh[at], `${file.name}：`), bare(reason, `${file.name}: `), { class: `warn ${reason.startsWith(`${file.name}: `) ? "own" : ""}` })), ...(reports.length || file.reasons.length ? [] : [el("span", { class: "dim", text: "—" })])));
}

function reportLine(report) {
  const doubtful = Object.entries(report.tables).filter(([, table]) => table.status === "not_extracted");
  const read = Object.entries(report.tables).filter(([, table]) => table.status === "ok");
  return el("div", { class: "brought" },
    el("p", {}, el("a", { href: report.href, text: `${report.issuer} ${report.year}`, lang: "zh-CN" }), report.superseded_by ? el("span", { class: "tag", t: "version.older" }) : null),
    el("p", { class: "dim" }, el("span", { t: "uploads.tables", args: { n: read.length } }), report.findings ? el("a", { class: "warn", href: `${report.href}#findings`, t: "findings.n", args: { n: report.findings } }) : null),
    ...doubtful.map(([name, table]) => el("p", { class: "doubt" }, el("span", { class: "warn", t: `tables.${name}` }), " ", both("span", table.reason, table.reason_en), " ", el("a", { href: `${report.href}/check/${name}`, t: "check.open" }))),
    el("p", {}, el("a", { class: "go ask", href: askAbout(report), t: "uploads.ask" })));
}

/** A reason without the name of its own file: that stands beside it; the names of files in an archive stay. */
const bare = (reason, name) => (reason.startsWith(name) ? reason.slice(name.length) : reason);
const size = (bytes) => (bytes < 1e3 ? `${bytes} B` : bytes < 1e6 ? `${Math.round(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`);
