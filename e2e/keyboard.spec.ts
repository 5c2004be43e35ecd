import { expect, test } from "@playwright/test";
import { givenFleet } from "./fleet";
import { expectSound, open } from "./people";

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  await givenFleet(page);
  await page.close();
});

test("Ctrl K finds a package while it is typed and opens it with Enter", async ({ page }) => {
  await open(page, "/services");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("left-p");
  await expect(page.getByRole("option", { name: "left-pad npm" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/packages\/npm\/left-pad$/);
  await expect(page.getByRole("heading", { level: 1, name: "left-pad" })).toBeVisible();
});

test("Ctrl K asks what was typed when nothing else is chosen", async ({ page }) => {
  await open(page, "/upload");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("left-pad@1.3.0");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("1 of");
});

test("/ leads to the question, and the field completes names", async ({ page }) => {
  await open(page, "/blast-radius?q=left-pad");
  await page.keyboard.press("/");
  const field = page.getByRole("combobox", { name: "Which services contain" });
  await expect(field).toBeFocused();
  await page.keyboard.type("log4j-c");
  await expect(page.getByRole("option", { name: /log4j-core/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("log4j-core");
});

test("j, k, x and Enter work through the rows of an answer", async ({ page }) => {
  await open(page, "/blast-radius?q=left-pad&sort=service");
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: "Why in billing" })).toBeVisible();
  const rowLink = (name: string) => page.getByRole("table").getByRole("link", { name, exact: true });
  await expect(rowLink("billing")).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: "Why in search-web" })).toBeVisible();
  await expect(rowLink("search-web")).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.getByRole("heading", { name: "Why in billing" })).toBeVisible();
  await expect(rowLink("billing")).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByRole("checkbox", { name: "Mark billing" })).toBeChecked();
  await expect(page.getByRole("button", { name: "Copy 1 for chat" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/services\/billing$/);
});

test("? lists the keys, and single-letter keys can be switched off", async ({ page }) => {
  await open(page, "/services");
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await expect(dialog).toContainText("Next row");
  await dialog.getByRole("checkbox", { name: "Use single-letter keys" }).uncheck();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press("?");
  await expect(dialog).toHaveCount(0);
});

test("on a telephone the pages are in a menu, which the keyboard opens and a link of it leaves", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "/services");
  const bar = page.getByRole("navigation", { name: "Main" });
  await expect(bar.getByRole("link")).toHaveCount(0);
  await bar.getByRole("button", { name: "Pages, now Services" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Services" })).toHaveAttribute("aria-current", "page");
  await expectSound(page, { openMenu: true });
  await page.keyboard.type("fin");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/findings$/);
  await expect(bar.getByRole("button", { name: "Pages, now Findings" })).toBeVisible();
});

test("the skip link is the first stop and leads to the content", async ({ page }) => {
  await open(page, "/services");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
});
