import type { SourceKind } from "./schemas";

const again = "It is tried again by itself.";
const settings: Readonly<Record<SourceKind, string>> = { osv: "WHEREIN_OSV_URL", kev: "WHEREIN_KEV_URL", epss: "WHEREIN_EPSS_URL" };

const actions: Readonly<Record<string, (setting: string) => string>> = {
  source_unreachable: (setting) =>
    `Check that the worker's machine may reach this address: firewall, name service, certificate. In a closed network, let ${setting} name a copy. ${again}`,
  source_refused: () => `Open the address from the worker's machine. If a login stands before it, let the worker through. ${again}`,
  source_missing: (setting) =>
    setting === "WHEREIN_OSV_URL"
      ? "Check WHEREIN_OSV_URL. An ecosystem that the source does not have can be left out with WHEREIN_OSV_ECOSYSTEMS."
      : `Check ${setting}.`,
  source_unreadable: () => `Check that the path is there, and that the user of the worker may read it. ${again}`,
  source_too_large: (setting) => `The file is far larger than it ought to be. Check ${setting}.`,
  source_damaged: () => `If the copy is your own, make it again; else wait. ${again}`,
  source_empty: () => "Check that the copy is complete.",
  source_shrunk: () => "Check that the copy is complete.",
  source_incomplete: () => `If the copy is your own, make it again; else wait. ${again}`,
};

/** What to do about a problem of a source, by its code (`SourceProblem` of lib/advisories/sync). */
export function problemAction(code: string, kind: SourceKind): string {
  return actions[code]?.(settings[kind]) ?? `The log of the worker has the rest. ${again}`;
}
