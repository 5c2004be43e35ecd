const again = "It is tried again by itself.";

/** What to do, by the code of the problem (lib/advisories/sync/source-problem.ts). */
const actions: Readonly<Record<string, string>> = {
  source_unreachable: `Check that the worker may reach this address: proxy, firewall, name service. In a closed network, set WHEREIN_OSV_URL to a copy. ${again}`,
  source_refused: `Open the address from the worker's machine. If a proxy or login stands before it, let the worker through. ${again}`,
  source_missing: "Check the address and the name. An ecosystem that the source does not have can be left out of WHEREIN_OSV_ECOSYSTEMS.",
  source_unreadable: `Check that the path is there and that the user of the worker may read it. ${again}`,
  source_too_large: "The file is far larger than it ought to be. Check that the address is the right one.",
  source_damaged: `Make or fetch the copy again if it is your own; else wait. ${again}`,
  source_empty: "Check that the copy is complete. Nothing was removed because of it.",
  source_shrunk: "Check that the copy is complete. Nothing was removed because of it.",
  source_incomplete: `Make or fetch the copy again if it is your own; else wait. ${again}`,
  internal: `The log of the worker has the rest. ${again}`,
};

export function problemAction(code: string): string {
  return actions[code] ?? `The log of the worker has the rest. ${again}`;
}
