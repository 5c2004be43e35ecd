import { statSync } from "node:fs";
import type { Page } from "@playwright/test";
import { sessionFile } from "./people";
import { bomOf, given } from "./sboms";

const hourMs = 3_600_000;
// Before the first run ended, which is one moment for every worker: the same builds are then the same builds.
const hoursAgo = (hours: number) => new Date(Math.floor((statSync(sessionFile).mtimeMs - hours * hourMs) / 60_000) * 60_000).toISOString();

/** A window in which con-bad was about: it opened 31 hours ago and closed 28 hours ago. */
export const during = () => `${hoursAgo(31).slice(0, 16)}Z..${hoursAgo(28).slice(0, 16)}Z`;
export const listName = (place: number) => `con-listed-${place}`;

/** 800 lines, of which 798 can be read: one of them is in the fleet. */
export const lines800 = [
  ...Array.from({ length: 797 }, (_, place) => `npm:${listName(place)}@1.0.${place}`),
  "npm:con-bad@6.6.6",
  "??? nobody can read this ???",
  "=== and not this either ===",
].join("\n");

const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin" };

/** Services and packages of the console's journeys alone. Uploading them again changes nothing. */
export async function givenConsoleFleet(page: Page): Promise<void> {
  const clean = bomOf("console", [{ name: "con-http", version: "1.0.0" }]);
  const bad = bomOf("console", [
    { name: "con-http", version: "1.1.0", needs: ["con-mid", "con-side"] },
    { name: "con-mid", version: "2.0.0", needs: ["con-bad"] },
    { name: "con-side", version: "3.0.0", needs: ["con-mid"] },
    { name: "con-bad", version: "6.6.6" },
  ]);
  const direct = bomOf("console", [{ name: "con-bad", version: "6.6.6" }]);
  const run = (number: number) => ({ runUrl: `https://ci.example/console/runs/${number}`, commit: "0123456789abcdef0123456789abcdef01234567" });
  await given(page, { service: "console-pay", version: "1.0.0", builtAt: hoursAgo(50) }, clean);
  await given(page, { service: "console-pay", version: "1.1.0", builtAt: hoursAgo(30), ...run(4401) }, bad);
  await given(page, { service: "console-gone", version: "1.0.0", builtAt: hoursAgo(50) }, clean);
  await given(page, { service: "console-gone", version: "1.1.0", builtAt: hoursAgo(29), ...run(4402) }, direct);
  await given(page, { service: "console-gone", version: "1.2.0", builtAt: hoursAgo(20) }, clean);
  await given(page, { service: "console-late", version: "1.0.0", builtAt: hoursAgo(50) }, clean);
  await given(page, { service: "console-late", version: "1.1.0", builtAt: hoursAgo(10) }, bad);
  const many = Array.from({ length: 130 }, (_, place) => ({ name: `con-many-${String(place).padStart(3, "0")}`, version: "1.0.0" }));
  await given(page, { service: "console-many" }, bomOf("console-many", many));
  const teams = [
    ["console-red", "Console Red", "#console-red", ["console-pay", "console-gone"]],
    ["console-blue", "Console Blue", null, ["console-late"]],
  ] as const;
  for (const [slug, name, contact, services] of teams) {
    await page.request.put(`/api/v1/teams/${slug}`, { data: { name, contact }, headers });
    for (const service of services) await page.request.put(`/api/v1/services/${service}/owner`, { data: { team: slug }, headers });
  }
}

/** Keeps a list as the page does, and gives its id. */
export async function keptList(page: Page, text: string): Promise<string> {
  const response = await page.request.post("/api/v1/indicator-lists", { data: text, headers: { ...headers, "content-type": "text/plain" } });
  const { id } = (await response.json()) as { id: string };
  return id;
}
