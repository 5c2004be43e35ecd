import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Where the first run keeps the administrator's session for the journeys after it. */
export const sessionFile = "test-results/administrator.json";
export const administrator = { name: "Mira Okafor", email: "mira@example.com", password: "correct horse battery" };

/** What a page is looked at in: on a screen and on a telephone, each in both themes with one load. */
export const looks = [
  { theme: "light and dark", width: 1440 },
  { theme: "light and dark", width: 390 },
] as const;

const inBothThemes = new WeakSet<Page>();

/** Shows the page in light; `expectSound` looks at it in dark as well where both are asked for, without loading it again. */
export async function seeIn(page: Page, theme: "light" | "light and dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  if (theme === "light and dark") inBothThemes.add(page);
  else inBothThemes.delete(page);
}

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
 * Holds what every page promises: one h1, a skip link, no sideways scroll, and nothing that axe finds; of a page that is seen in both themes, nothing
 * that it finds about colours in the dark one either. An open menu is drawn at the end of the page, outside of the landmarks, as menus are: `openMenu`
 * leaves out that one rule of good practice.
 */
export async function expectSound(page: Page, { openMenu = false } = {}): Promise<void> {
  await expect(page.locator("h1")).toHaveCount(1);
  await expect(page.locator('a[href="#main"]')).toBeAttached();
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(sideways, "the page itself never scrolls sideways").toBeLessThanOrEqual(0);
  const found = () => violations(page, (axe) => axe.withTags(standards).disableRules(openMenu ? ["region"] : []));
  // What closes a menu covers the page a moment after the menu is drawn, and its guards of the focus are right only then.
  if (openMenu) await expect.poll(found).toEqual([]);
  else expect(await found()).toEqual([]);
  if (!inBothThemes.has(page)) return;
  await changeTheme(page, "dark");
  expect(await violations(page, (axe) => axe.withRules(colourRules)), "in the dark theme").toEqual([]);
  await changeTheme(page, "light");
}

/** What axe finds. In its plain way it looks at one document, which a page of ours is, and needs no second page to put results together. */
async function violations(page: Page, rules: (axe: AxeBuilder) => AxeBuilder): Promise<string[]> {
  expect(page.frames()).toHaveLength(1);
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const found = await rules(axe).analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}

/** As the system does it while a page is open. Colours on their way to others arrive at once: a page that draws no frame would never say that they have. */
async function changeTheme(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
  });
}
