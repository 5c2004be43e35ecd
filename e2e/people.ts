import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Where the first run keeps the administrator's session for the journeys after it. */
export const sessionFile = "test-results/administrator.json";
export const administrator = { name: "Mira Okafor", email: "mira@example.com", password: "correct horse battery" };

export const themes = ["light", "dark"] as const;

/** What a page is looked at in: light on a screen and on a telephone, and dark, which is the same at any width, on a screen. */
export const looks = [
  { theme: "light", width: 1440 },
  { theme: "light", width: 390 },
  { theme: "dark", width: 1440 },
] as const;

/** Chooses a theme as a person does, in the account menu. */
export async function chooseTheme(page: Page, theme: "As the system" | "Light" | "Dark"): Promise<void> {
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitemradio", { name: theme }).click();
  await expect(page.getByRole("menu")).toHaveCount(0);
}

/** Opens a page and waits until it answers to keys: only then can a person have seen what to press. That is once React has taken it over and drawn it. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForFunction(() => {
    const heading = document.querySelector("main h1, h1");
    return heading !== null && Object.keys(heading).some((key) => key.startsWith("__react"));
  });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
}

/** Holds that no table or bar of the page has to be scrolled sideways. Code that is there to be copied may. */
export async function expectNothingSideways(page: Page): Promise<void> {
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll("nav, nav > *, section")]
      .filter((element) => element.querySelector("pre") === null && element.scrollWidth > element.clientWidth + 1)
      .map((element) => element.getAttribute("aria-label") ?? element.className),
  );
  expect(wide).toEqual([]);
}

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The rules that look at colours: a theme changes nothing else. */
const colourRules = ["color-contrast", "link-in-text-block"];

/**
 * Holds what every page promises: one h1, a skip link, no sideways scroll, and nothing that axe finds; in the dark theme, which every page is seen in
 * after the light one, nothing that it finds about colours. An open menu is drawn at the end of the page, outside of the landmarks, as menus
 * are: `openMenu` leaves out that one rule of good practice.
 */
export async function expectSound(page: Page, { openMenu = false } = {}): Promise<void> {
  await expect(page.locator("h1")).toHaveCount(1);
  await expect(page.locator('a[href="#main"]')).toBeAttached();
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(sideways, "the page itself never scrolls sideways").toBeLessThanOrEqual(0);
  const isDark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  const axe = new AxeBuilder({ page });
  if (isDark) axe.withRules(colourRules);
  else axe.withTags(standards).disableRules(openMenu ? ["region"] : []);
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
}
