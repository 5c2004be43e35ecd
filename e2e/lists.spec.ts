import { expect, type Page, test } from "@playwright/test";
import { givenFleet } from "./fleet";
import { open } from "./people";

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  await givenFleet(page);
  await page.close();
});

/** What every list page keeps: its name, its filter, a text that finds one row, and a column that sorts. */
type ListPage = { path: string; filter: string; finds: { text: string; row: RegExp }; sort: { column: string; parameter: string } };

const lists: readonly ListPage[] = [
  { path: "/services", filter: "Filter services", finds: { text: "search-w", row: /search-web/ }, sort: { column: "Last SBOM", parameter: "lastBuild" } },
  {
    path: "/services/billing/components",
    filter: "Filter components",
    finds: { text: "left-", row: /left-pad/ },
    sort: { column: "Since", parameter: "since" },
  },
];

for (const list of lists) {
  test.describe(list.path, () => {
    const rows = (page: Page) => page.locator("tbody tr");

    test("the filter is in the URL, survives a reload and is cleared in one go", async ({ page }) => {
      await open(page, list.path);
      await expect(rows(page).nth(1)).toBeVisible();
      await page.getByRole("searchbox", { name: list.filter }).fill(list.finds.text);
      await expect(page).toHaveURL(new RegExp(`q=${list.finds.text}`));
      await expect(rows(page)).toHaveCount(1);
      await page.reload();
      await expect(page.getByRole("searchbox", { name: list.filter })).toHaveValue(list.finds.text);
      await expect(rows(page).first()).toContainText(list.finds.row);
      await page.getByRole("link", { name: "Clear all" }).click();
      await expect(rows(page).nth(1)).toBeVisible();
      await expect(page.getByRole("searchbox", { name: list.filter })).toHaveValue("");
    });

    test("a column sorts both ways, and back undoes it", async ({ page }) => {
      await open(page, list.path);
      const head = page.getByRole("columnheader", { name: list.sort.column });
      await head.getByRole("link").click();
      await expect(page).toHaveURL(new RegExp(`sort=${list.sort.parameter}$`));
      await expect(head).toHaveAttribute("aria-sort", "ascending");
      await head.getByRole("link").click();
      await expect(page).toHaveURL(new RegExp(`sort=-${list.sort.parameter}$`));
      await expect(head).toHaveAttribute("aria-sort", "descending");
      await page.goBack();
      await expect(head).toHaveAttribute("aria-sort", "ascending");
    });

    test("nothing found says so and offers the way back", async ({ page }) => {
      await open(page, `${list.path}?q=zzzz-nothing`);
      await expect(page.getByText(/^No (service|component) matches$/)).toBeVisible();
      await page.getByRole("link", { name: /^Show all/ }).click();
      await expect(rows(page).first()).toBeVisible();
    });

    test("/ goes to the filter, j and k through the rows, Enter opens one", async ({ page }) => {
      await open(page, list.path);
      await page.keyboard.press("/");
      await expect(page.getByRole("searchbox", { name: list.filter })).toBeFocused();
      await page.keyboard.press("Escape");
      await page.keyboard.press("j");
      await expect(rows(page).nth(0).getByRole("link").first()).toBeFocused();
      await page.keyboard.press("j");
      await expect(rows(page).nth(1).getByRole("link").first()).toBeFocused();
      await page.keyboard.press("k");
      await page.keyboard.press("Enter");
      await expect(page).not.toHaveURL(new RegExp(`${list.path}$`));
    });
  });
}
