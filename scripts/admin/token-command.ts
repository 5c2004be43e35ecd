import { parseArgs } from "node:util";
import { createToken } from "@/lib/auth/create-token";
import { systemContext } from "@/lib/auth/system-context";
import { type Scope, tokenScopes } from "@/lib/context";
import { WhereinError } from "@/lib/errors";

const usage = "npm run token -- create --name ci --scope sbom:write --scope inventory:read [--expires 90d]";
const unitMs: Record<string, number> = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000, y: 365 * 86_400_000 };
const expiresMsMax = 10 * 365 * 86_400_000;

/**
 * `token create`: makes an API token and returns its secret. With `--check` only the options are judged, without a
 * database. Throws `invalid` with one sentence for options that cannot be used.
 */
export async function runTokenCommand(parameters: string[]): Promise<string | null> {
  const options = parse(parameters);
  const input = { name: options.name, scopes: options.scopes, expiresAt: expiryOf(options.expires, new Date()) };
  if (options.check) return null;
  return (await createToken({ ctx: systemContext("npm run token"), input })).token;
}

type Options = { name: string; scopes: Scope[]; expires: string | undefined; check: boolean };

function parse(parameters: string[]): Options {
  const { values, positionals } = parseStrictly(parameters);
  if (positionals.length !== 1 || positionals[0] !== "create") throw invalid(`Write: ${usage}`);
  const name = values.name?.trim() ?? "";
  if (name === "") throw invalid(`The token needs a name: ${usage}`);
  if (name.length > 100 || /\p{Cc}/u.test(name)) throw invalid("The name of the token must be at most 100 characters, without control characters.");
  const wanted = (values.scope ?? []).flatMap((value) => value.split(","));
  if (wanted.length === 0) throw invalid(`The token needs at least one scope of ${tokenScopes.join(", ")}: ${usage}`);
  return { name, scopes: wanted.map(toScope), expires: values.expires, check: values.check };
}

function parseStrictly(parameters: string[]) {
  try {
    return parseArgs({
      args: parameters,
      allowPositionals: true,
      options: {
        name: { type: "string" },
        scope: { type: "string", multiple: true },
        expires: { type: "string" },
        check: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw invalid(`${error instanceof Error ? error.message.split(".")[0] : error}. Write: ${usage}`);
  }
}

function toScope(value: string): Scope {
  const scope = tokenScopes.find((known) => known === value);
  if (scope === undefined) throw invalid(`There is no scope "${value}": use one of ${tokenScopes.join(", ")}.`);
  return scope;
}

/** `90d`, `12h`, `4w`, `1y`, or a date; null: the token does not expire. */
function expiryOf(text: string | undefined, now: Date): string | null {
  if (text === undefined) return null;
  const [, count = "", unit = ""] = /^(\d{1,5})([hdwy])$/.exec(text) ?? [];
  const at = count === "" ? Date.parse(/^\d{4}-\d\d-\d\d(T.*)?$/.test(text) ? text : "") : now.getTime() + Number(count) * (unitMs[unit] ?? 0);
  if (Number.isNaN(at)) throw invalid(`--expires is "${text}": write 12h, 90d, 4w, 1y or a date such as 2027-01-31.`);
  if (at <= now.getTime()) throw invalid(`--expires is "${text}", which is not in the future.`);
  if (at > now.getTime() + expiresMsMax) throw invalid(`--expires is "${text}": at most ten years, or leave it out for a token that does not expire.`);
  return new Date(at).toISOString();
}

function invalid(detail: string): WhereinError {
  return new WhereinError("invalid", detail);
}
