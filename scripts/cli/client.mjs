import { Failure } from "./failure.mjs";
import { wholeNumber } from "./options.mjs";

const retried = new Set([429, 502, 503, 504]);
const waitMsMax = 60_000;
/** An upload may be held for a minute by --wait, and a large one takes its time to send. */
const requestMsMax = 600_000;

/**
 * Asks the API of one installation. `ask` resolves with the JSON of a successful answer and its status; it throws a Failure
 * for a problem (told with its code and request id), and for a network that stays away. What the server refuses for now
 * (429, 502, 503, 504) and broken connections are tried again, after `Retry-After` or longer each time: every request here
 * can be repeated, an upload is known by its bytes.
 */
export class Client {
  #url;
  #token;
  #retries;
  #say;

  constructor({ url, token, retries }, environment, say) {
    this.#url = addressOf(url ?? environment.WHEREIN_URL);
    this.#token = token ?? environment.WHEREIN_TOKEN ?? "";
    if (!/^[\x21-\x7e]+$/.test(this.#token)) throw new Failure("There is no API token: set WHEREIN_TOKEN, or give --token.");
    this.#retries = wholeNumber("retries", retries, { min: 0, max: 20 });
    this.#say = say;
  }

  async ask(path, { method = "GET", query = {}, headers = {}, body = undefined } = {}) {
    const address = new URL(path.replace(/^\//, ""), this.#url);
    for (const [name, value] of Object.entries(query)) {
      for (const one of [value].flat()) if (one !== undefined && one !== null) address.searchParams.append(name, String(one));
    }
    const request = { method, body, redirect: "manual", headers: { ...headers, authorization: `Bearer ${this.#token}`, accept: "application/json" } };
    for (let attempt = 0; ; attempt += 1) {
      const { response, text, failure } = await sendOnce(address, request);
      if (response?.ok) return { status: response.status, data: parse(text, address) };
      const again = failure !== undefined || retried.has(response.status);
      if (!again || attempt >= this.#retries) throw failure ?? problemOf(response, text, address);
      const waitMs = waitMsOf(response, attempt);
      this.#say(`${failure ? failure.message : `${address.origin} answered ${response.status}.`} Trying again in ${Math.ceil(waitMs / 1_000)} s ...`);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

async function sendOnce(address, request) {
  try {
    const response = await fetch(address, { ...request, signal: AbortSignal.timeout(requestMsMax) });
    return { response, text: await response.text() };
  } catch (error) {
    const reason = error.cause?.code ?? error.cause?.message ?? error.message;
    return { failure: new Failure(`${address.origin} cannot be reached (${reason}).`, { cause: error }) };
  }
}

function addressOf(url) {
  if (url === undefined || url === "") throw new Failure("There is no address: set WHEREIN_URL, or give --url, e.g. https://wherein.example.com.");
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new Failure(`The address "${url}" is no http or https URL.`);
  return new URL(url.endsWith("/") ? url : `${url}/`);
}

function waitMsOf(response, attempt) {
  const after = response?.headers.get("retry-after") ?? "";
  const waitMs = /^\d+$/.test(after) ? Number(after) * 1_000 : Date.parse(after) - Date.now();
  return Math.min(Math.max(Number.isNaN(waitMs) ? 500 * 2 ** attempt : waitMs, 0), waitMsMax);
}

function parse(text, address) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure(`${address.origin} answered something that is not JSON. Is it the address of Wherein?`);
  }
}

function problemOf(response, text, address) {
  const location = response.headers.get("location");
  if (response.status >= 300 && response.status < 400 && location)
    return new Failure(`${address.origin} redirects to ${location}. Set WHEREIN_URL to where it leads.`);
  let problem = null;
  try {
    problem = JSON.parse(text);
  } catch {
    // A proxy's page: the status is all there is to tell.
  }
  if (typeof problem?.code !== "string") return new Failure(`${address.origin} answered ${response.status} ${response.statusText}, and not as Wherein does.`);
  return new Failure(
    `${problem.status} ${problem.code}${problem.reason ? ` (${problem.reason})` : ""}: ${problem.detail}${faultsOf(problem)} [request ${problem.requestId}]`,
    { problem },
  );
}

function faultsOf({ errors = [], detail }) {
  const untold = errors.filter((fault) => !detail.includes(fault.detail));
  return untold.length === 0 ? "" : ` ${untold.map((fault) => `${fault.pointer}: ${fault.detail}`).join("; ")}`;
}
