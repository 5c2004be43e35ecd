import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { expectSound, looks, open, seeIn } from "./people";
import { bomOf, given } from "./sboms";

const hash = (digit: string) => digit.repeat(64);

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  const before = bomOf("ledger", [
    { name: "router-like", version: "1.0.0", needs: ["path-like"] },
    { name: "path-like", version: "0.1.0" },
    { name: "sealed-like", version: "3.0.0", sha256: hash("a") },
  ]);
  const after = bomOf("ledger", [
    { name: "router-like", version: "2.0.0" },
    { name: "fresh-like", version: "1.0.0" },
    { name: "sealed-like", version: "3.0.0", sha256: hash("b") },
  ]);
  await given(page, { service: "ledger", version: "1.0.0", builtAt: "2026-01-01T00:00:00Z" }, before);
  await given(page, { service: "ledger", version: "2.0.0" }, after);
  await page.close();
});

test("two builds are compared from the build page, the same version with another hash first", async ({ page }) => {
  await open(page, "/services/ledger/builds");
  await page.getByRole("link", { name: "Build 2" }).click();
  await page.getByRole("link", { name: "Compare with build 1" }).click();
  await expect(page.getByRole("heading", { name: /^1 package version has other bytes than before\./ })).toBeVisible();
  const titles = await page.getByRole("heading", { level: 2 }).allTextContents();
  expect(titles.slice(1).map((title) => title.replace(/ \d+$/, ""))).toEqual([
    "Same version, other hash",
    "New direct dependencies",
    "Added",
    "Removed",
    "Upgraded",
  ]);
  await expect(page.getByRole("region", { name: "Upgraded" }).getByRole("row", { name: /router-like/ })).toContainText("1.0.02.0.0");
  await expect(page.getByRole("region", { name: "Removed" }).getByRole("row", { name: /path-like/ })).toContainText("router-like 1.0.0");

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "CSV" }).click()]);
  expect(await readFile(await download.path(), "utf8")).toContain("otherHash,npm,sealed-like,3.0.0,3.0.0");

  const oldest = await page.getByLabel("To").locator("option").last().getAttribute("value");
  await page.getByLabel("To").selectOption(oldest);
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByText("The two builds hold the same")).toBeVisible();
});

test("a build is exported by keyboard in the format of choice", async ({ page }) => {
  await open(page, "/services/ledger/builds");
  await page.getByRole("link", { name: "Build 2" }).click();
  await page.getByRole("button", { name: "Export" }).focus();
  await page.keyboard.press("Enter");
  const item = page.getByRole("menuitem", { name: "SPDX JSON 2.3" });
  await expect(item).toBeVisible();
  await item.focus();
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(download.suggestedFilename()).toBe("ledger-ledger-main-build-2.spdx.json");
  const document = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(document.packages.map(({ name }: { name: string }) => name)).toEqual(["ledger", "fresh-like", "router-like", "sealed-like"]);
});

for (const { theme, width } of looks) {
  test(`the comparison and the export menus are sound in ${theme} at ${width} pixels`, async ({ page }) => {
    await seeIn(page, theme);
    await page.setViewportSize({ width, height: 900 });
    await open(page, "/services/ledger/compare");
    await expect(page.getByRole("heading", { name: "Same version, other hash" })).toBeVisible();
    await expectSound(page);
    await open(page, "/services/ledger");
    await page.getByRole("button", { name: "Export" }).click();
    await expect(page.getByRole("menuitem", { name: "CycloneDX XML 1.7" })).toBeVisible();
    await expectSound(page, { openMenu: true });
  });
}
