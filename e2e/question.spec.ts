import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { givenFleet } from "./fleet";
import { expectSound, open } from "./people";

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  await givenFleet(page);
  await page.close();
});

test("a question typed on the first screen is answered in one sentence, with all three values", async ({ page }) => {
  await open(page, "/");
  await page.getByRole("combobox", { name: "Which services contain" }).fill("log4j-core@<2.17.1");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/^1 of \d+ services contains log4j-core < 2\.17\.1/);
  await expect(page.locator("dl").filter({ hasText: "affected" })).toContainText(/affected1unknown.*\d+clean\d+/);
  const table = page.getByRole("region", { name: "Affected services" });
  await expect(table.getByRole("row", { name: /billing/ })).toContainText("2.14.1");
  await expect(table.getByRole("row", { name: /reports/ })).toHaveCount(0);
});

test("why it is there is a tree from the service, and a link shows it again", async ({ page }) => {
  await open(page, "/blast-radius?q=log4j-core@2.14.1");
  await page.getByRole("button", { name: "Why in billing" }).click();
  const tree = page.getByRole("region", { name: "Dependency paths" });
  await expect(tree).toHaveText(/billing 1\.1\.0\s*└─ org\.example:web-starter 3\.1\.0\s*└─ org\.apache\.logging\.log4j:log4j-core 2\.14\.1/);
  await expect(page).toHaveURL(/sel=/);
  await page.reload();
  await expect(tree).toContainText("web-starter");
});

test("what no SBOM names is never called unaffected", async ({ page }) => {
  await open(page, "/blast-radius?q=no-such-package-anywhere");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("No SBOM has ever named no-such-package-anywhere.");
  await expect(page.getByText(/not affected|unaffected|safe/i)).toHaveCount(0);
});

test("a team that does not exist is named, and does not look like a clean fleet", async ({ page }) => {
  await open(page, "/blast-radius?q=left-pad%20team:no-such-team");
  await expect(page.getByRole("list", { name: "How the question was read" })).toContainText("No team is called no-such-team.");
});

test("a question with a part that cannot be read is not answered; the part is marked and named", async ({ page }) => {
  await open(page, "/blast-radius?q=left-pad%20frobnicate:x");
  await expect(page.getByRole("heading", { level: 1, name: "This question cannot be read" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText('There is no facet "frobnicate:"');
  await expect(page.locator("form .decoration-wavy")).toHaveText("frobnicate:x");
  await expect(page.getByRole("combobox", { name: "Which services contain" })).toHaveValue("left-pad frobnicate:x");
});

test("an address with a page that is none says so, with the request id and a way on", async ({ page }) => {
  await open(page, "/blast-radius?q=left-pad&cursor=none");
  await expect(page.getByRole("heading", { level: 1, name: "This address cannot be read" })).toBeVisible();
  await expect(page.getByText(/^Request/)).toContainText(/[0-9a-f-]{36}/);
});

test("facets, sort and selection live in the URL; back and forward bring them back", async ({ page }) => {
  await open(page, "/blast-radius?q=left-pad");
  await page.getByRole("button", { name: "Direct or via" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Direct" }).click();
  await expect(page).toHaveURL(/direct=true/);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Service", exact: true }).click();
  await expect(page).toHaveURL(/direct=true.*sort=service/);
  const affected = page.getByRole("region", { name: "Affected services" });
  await expect(affected.getByRole("columnheader", { name: "Service", exact: true })).toHaveAttribute("aria-sort", "ascending");
  await page.goBack();
  await expect(page).not.toHaveURL(/sort=/);
  await page.goBack();
  await expect(page).not.toHaveURL(/direct=/);
  await page.goForward();
  await expect(page.getByRole("button", { name: "Direct or via: Direct" })).toBeVisible();
  await page.getByRole("link", { name: "Clear all" }).click();
  await expect(page).not.toHaveURL(/direct=/);
});

test("the answer of a past moment differs from now", async ({ page }) => {
  // Of these services: then, those of all other journeys are unknown, and more than one page holds.
  await open(page, "/blast-radius?q=left-pad+service:billing,search-web");
  await page.getByRole("button", { name: "As of", exact: true }).click();
  await page.getByLabel("Day and time in UTC").fill("2026-01-02T00:00:00");
  await page.getByRole("button", { name: "Answer for then" }).click();
  await expect(page).toHaveURL(/asof=2026-01-02/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/contained left-pad on 2026-01-02 00:00 UTC/);
  await expect(page.getByRole("region", { name: "Affected services" }).getByRole("row", { name: /search-web/ })).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Unknown services" }).getByRole("row", { name: /search-web/ })).toContainText("first built later");
});

test("the CSV holds exactly what is shown", async ({ page }) => {
  await open(page, "/blast-radius?q=left-pad");
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "CSV" }).click()]);
  const lines = readFileSync(await download.path(), "utf8")
    .trim()
    .split("\n");
  // Services of other journeys may be unknown, and stand behind what is affected.
  expect(lines.filter((line) => line.includes("left-pad"))).toHaveLength(2);
  expect(lines.join("\n")).toContain("billing");
  expect(lines.join("\n")).toContain("search-web");
});

test("the answer is copied as a table for a chat", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "/blast-radius?q=left-pad");
  await page.getByRole("button", { name: "Copy for chat" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^\*\*left-pad\*\*: 2 affected/);
  expect(text).toContain("| billing |");
  expect(text).toMatch(/asof=/);
});

test("an unreadable question says what is wrong with it", async ({ page }) => {
  await open(page, "/blast-radius?q=%40%40%40");
  await expect(page.getByRole("heading", { level: 1, name: "This question cannot be read" })).toBeVisible();
  await expectSound(page);
});
