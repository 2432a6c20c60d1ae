// Requests that change something or must be fresh: no memory, the problem's own sentence as the error.
import { ApiError } from "./api.js";

const language = () => ({ "Accept-Language": document.documentElement.lang });

/** Return the JSON at a path of the API as it is now. */
export async function fresh(path) {
  return answered(await reached(fetch(`/api/v1${path}`, { headers: language(), cache: "no-store" })));
}

/** Send a body as JSON and return the JSON that comes back. */
export async function send(path, body) {
  const options = { method: "POST", headers: { "Content-Type": "application/json", ...language() }, body: JSON.stringify(body) };
  return answered(await reached(fetch(`/api/v1${path}`, options)));
}

async function reached(response) {
  try {
    return await response;
  } catch {
    throw new ApiError("", { away: true });
  }
}

async function answered(response) {
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  throw new ApiError(body.detail ?? `HTTP ${response.status}`, { status: response.status });
}

/** Upload files; `on(share)` is told how much of them was sent, 0 to 1. Resolves to the job. */
export function upload(files, on) {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => event.lengthComputable && on(event.loaded / event.total));
    request.addEventListener("error", () => reject(new ApiError("", { away: true })));
    request.addEventListener("load", () => {
      const body = parsed(request.responseText);
      if (request.status === 202) resolve(body);
      else reject(new ApiError(body.detail ?? `HTTP ${request.status}`, { status: request.status }));
    });
    request.open("POST", "/api/v1/uploads");
    request.setRequestHeader("Accept-Language", document.documentElement.lang);
    request.send(form);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
