import { expect, type Locator, test } from "@playwright/test";
import { givenFleet } from "./fleet";
import { open } from "./people";
import { bomOf, given } from "./sboms";

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  await givenFleet(page);
  await page.close();
});

const box = async (of: Locator) => (await of.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };

for (const width of [1440, 390]) {
  test(`at ${width} px an opened profile leaves the panel of the validity as it is`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await open(page, "/services/billing/builds");
    await page
      .getByRole("link", { name: /^Build \d+$/ })
      .first()
      .click();
    const validity = page.locator("section", { has: page.getByRole("heading", { name: "Schema validity" }) }).last();
    await expect(validity).toContainText("The document keeps the CycloneDX");
    const before = await box(validity);
    await page.getByText("NTIA minimum elements 2021", { exact: true }).click();
    await expect(page.getByText("Supplier name")).toBeVisible();
    expect((await box(validity)).height).toBe(before.height);
  });
}

test("the copy button covers nothing of the command, and what scrolls sideways shows it at its edge", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "/upload");
  const command = page.getByRole("region", { name: "Upload command" });
  const [text, button] = [await box(command), await box(page.getByRole("button", { name: "Copy upload command" }))];
  expect(text.x + text.width).toBeLessThanOrEqual(button.x);
  for (const scroller of [command, page.getByRole("region", { name: "Uploads, newest first" })]) {
    expect(await scroller.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
    await expect(scroller).toHaveCSS("background-attachment", "local, scroll, scroll");
  }
});

test("a pattern that finds one package names it in its rows; a question that names it does not repeat it", async ({ page }) => {
  await given(page, { service: "patterned" }, bomOf("patterned", [{ name: "only-one-such", version: "1.0.0" }]));
  await open(page, "/blast-radius?q=npm:only-one*");
  await expect(page.getByRole("row", { name: /patterned/ })).toContainText("only-one-such");
  await open(page, "/blast-radius?q=only-one-such");
  await expect(page.getByRole("row", { name: /patterned/ })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Package" })).toHaveCount(0);
});

test("the bar at the top fits at every width", async ({ page }) => {
  await open(page, "/services");
  for (const width of [1440, 1280, 1100, 1024, 1023, 768, 640, 390, 320]) {
    await page.setViewportSize({ width, height: 800 });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect([width, sideways]).toEqual([width, 0]);
    await expect(page.getByRole("button", { name: /^Account/ })).toBeInViewport({ ratio: 1 });
  }
});
