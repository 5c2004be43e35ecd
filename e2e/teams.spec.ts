import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { givenFleet } from "./fleet";
import { expectSound, open } from "./people";

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  await givenFleet(page);
  await page.close();
});

test("a team is made, gets a service, is asked for and grouped by, and leaves the service without an owner", async ({ page }) => {
  await open(page, "/settings/tokens");
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Teams" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Teams" })).toBeVisible();
  await page.getByLabel("Name").fill("Web Search <b>");
  await page.getByLabel("Contact").fill("#search");
  await page.getByRole("button", { name: "Create team" }).click();
  const row = page.getByRole("region", { name: "Teams", exact: true }).getByRole("row", { name: /Web Search/ });
  await expect(row).toContainText("Web Search <b>web-search-b#search0");

  await page.getByLabel("Name").fill("Web search B");
  await page.getByRole("button", { name: "Create team" }).click();
  await expect(page.getByRole("alert").filter({ hasText: 'has the slug "web-search-b" already' })).toBeVisible();

  await row.getByRole("button", { name: "Edit Web Search <b>" }).click();
  const edit = page.getByRole("dialog", { name: "Edit Web Search <b>" });
  await expectSound(page);
  await edit.getByLabel("Name").fill("Web Search");
  await edit.getByRole("button", { name: "Save team" }).click();
  await expect(edit).toHaveCount(0);
  await expect(row).toContainText("Web Searchweb-search-b#search0");

  await open(page, "/services/search-web");
  await page.getByRole("button", { name: "no owner" }).press("Enter");
  await expect(page.getByRole("menuitemradio", { name: "No owner" })).toHaveAttribute("aria-checked", "true");
  const { violations } = await new AxeBuilder({ page }).include("[role=menu]").withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  expect(violations).toEqual([]);
  await page.getByRole("menuitemradio", { name: "Web Search" }).press("Enter");
  await expect(page.getByRole("button", { name: "owned by Web Search" })).toBeVisible();
  await expect(page.getByText("#search")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "owned by Web Search" })).toBeVisible();

  await open(page, "/blast-radius?q=left-pad&sort=team");
  await expect(page.getByRole("rowheader", { name: /^Web Search\s*1 service,?\s*#search/ })).toBeVisible();
  await open(page, `/blast-radius?q=${encodeURIComponent("left-pad team:web-search-b")}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/^1 of 1 service/);
  await expect(page.getByRole("region", { name: "Affected services" }).getByRole("row", { name: /billing/ })).toHaveCount(0);

  await open(page, "/settings/teams");
  await row.getByRole("link", { name: "Services of Web Search: 1" }).click();
  await expect(page).toHaveURL(/\/services\?team=web-search-b/);
  await expect(page.getByRole("region", { name: "Services" }).getByRole("row")).toHaveCount(2);
  await page.goBack();
  await row.getByRole("button", { name: "Delete Web Search" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete Web Search?" });
  await expect(dialog).toContainText("Its service stays, without an owner.");
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await row.getByRole("button", { name: "Delete Web Search" }).click();
  await dialog.getByRole("button", { name: "Delete team" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("row", { name: /Web Search/ })).toHaveCount(0);
  await open(page, "/services/search-web");
  await expect(page.getByRole("button", { name: "no owner" })).toBeVisible();
});
