// Talks to /api/v1: JSON with its problem documents, and the event stream of an answer.

/** An error with a sentence for the reader. `away`: the server did not answer at all. */
export class ApiError extends Error {
  constructor(message, { status = 0, away = false } = {}) {
    super(message);
    this.status = status;
    this.away = away;
  }
}

async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError("", { away: true });
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new ApiError(problem.detail ?? `HTTP ${response.status}`, { status: response.status });
}

const cache = new Map();

/** Return the JSON at a path of the API, from memory when it was read before: reports do not change under a page. */
export function get(path) {
  if (!cache.has(path)) {
    const loading = request(`/api/v1${path}`, { headers: languageHeader() }).then((response) => response.json());
    loading.catch(() => cache.delete(path));
    cache.set(path, loading);
  }
  return cache.get(path);
}

/** Return the JSON at a path as it is now: what people change is never taken from memory. */
export const fresh = (path) => request(`/api/v1${path}`, { headers: languageHeader() }).then((response) => response.json());

/** Send a change; returns its JSON, null where there is none. */
export async function send(method, path, body) {
  const headers = body === undefined ? languageHeader() : { "Content-Type": "application/json", ...languageHeader() };
  const response = await request(`/api/v1${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  return response.status === 204 ? null : response.json();
}

const languageHeader = () => ({ "Accept-Language": document.documentElement.lang });

/** Ask a question; `on` is called with each event ("step" | "delta" | "answer", value). Resolves when the stream ends. */
export async function ask(body, on, signal) {
  const response = await request("/api/v1/ask/stream", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream", ...languageHeader() },
    body: JSON.stringify(body),
    signal,
  });
  for await (const { event, data } of events(response.body)) {
    if (event === "error") throw new ApiError(data.detail, { status: data.status });
    on(event, data);
  }
}

async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value;
    // A carriage return at the very end may be half of a line break.
    const usable = rest.endsWith("\r") ? rest.length - 1 : rest.length;
    const blocks = rest.slice(0, usable).split(/\r?\n\r?\n/);
    rest = blocks.pop() + rest.slice(usable);
    for (const block of blocks) {
      const parsed = parse(block);
      if (parsed) yield parsed;
    }
  }
}

function parse(block) {
  let event = "message";
  const data = [];
  for (const line of block.split(/\r?\n/)) {
    if (line.startsWith("event:")) event = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
  }
  return data.length ? { event, data: JSON.parse(data.join("\n")) } : null; // a comment line keeps the connection open
}
