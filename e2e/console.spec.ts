import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { during, givenConsoleFleet, keptList, lines800, listName } from "./console-fleet";
import { expectSound, open, seeIn } from "./people";

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  await givenConsoleFleet(page);
  await page.close();
});

const question = (page: Page) => page.getByRole("combobox", { name: "Which services contain" });
const list = (page: Page) => page.getByRole("textbox", { name: "List of indicators" });
const verdict = (page: Page) => page.getByRole("heading", { level: 1 });
const rows = (page: Page) => page.getByRole("region", { name: "Affected services" }).getByRole("row");
const sides = (page: Page) => page.getByRole("navigation", { name: "Whose rows are shown" });

async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press("Control+v");
}

test("800 pasted lines are asked for at once, and those that could not be read are shown", async ({ page }) => {
  await open(page, "/");
  await paste(page, lines800);
  await expect(list(page)).toHaveValue(lines800);
  await expect(page.getByRole("form", { name: "Ask by a list" })).toContainText("800 lines");
  await page.getByRole("button", { name: "Find who has any of it" }).click();
  await expect(page).toHaveURL(/\/blast-radius\?list=/);
  await expect(verdict(page)).toContainText(/^2 of \d+ services hold any of 798 indicators, across 2 teams\./);
  const strip = page.getByRole("region", { name: "The list" });
  await expect(strip).toContainText("800 lines, 798 indicators");
  await expect(strip).toContainText("2 lines of the list could not be read");
  await expect(strip).toContainText("??? nobody can read this ???");
  await expect(rows(page).filter({ hasText: "console-pay" })).toContainText("con-bad");

  await strip.getByRole("link", { name: "All lines" }).click();
  await expect(verdict(page)).toContainText("800 lines, 798 indicators");
  const table = page.getByRole("region", { name: "Lines of the list" });
  await expect(table.getByRole("link", { name: `npm:${listName(3)}@1.0.3` })).toBeVisible();
  await page
    .getByRole("navigation", { name: "Lines by verdict" })
    .getByRole("link", { name: /Could not be read/ })
    .click();
  await expect(page).toHaveURL(/outcome=rejected/);
  await expect(table.getByRole("row")).toHaveCount(3);
  await page.goBack();
  await expect(table.getByRole("link", { name: `npm:${listName(3)}@1.0.3` })).toBeVisible();
});

test("a question beside the list narrows it, and the list can be taken out", async ({ page }) => {
  await open(page, `/blast-radius?list=${await keptList(page, lines800)}`);
  await question(page).fill("team:console-blue");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=team:console-blue&list=/);
  await expect(verdict(page)).toContainText("1 of 1 service holds any of 798 indicators");
  await question(page).fill("con-http");
  await page.keyboard.press("Enter");
  await expect(verdict(page)).toContainText("any of 798 indicators or con-http");
  await page.getByRole("link", { name: "Take the list out of the question" }).click();
  await expect(verdict(page)).toContainText("contain con-http");
  await expect(page).not.toHaveURL(/list=/);
});

test("what is no list is refused with its reason, and nothing of what was given is lost", async ({ page }) => {
  await open(page, "/");
  await page.getByRole("button", { name: "Paste a list" }).click();
  await list(page).fill("npm:con-bad@6.6.6\nnpm:con-mid@2.0.0");
  await page.route("**/api/v1/indicator-lists", (route) => route.abort(), { times: 1 });
  await page.getByRole("button", { name: "Find who has any of it" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "did not answer" })).toBeVisible();
  await expect(list(page)).toHaveValue("npm:con-bad@6.6.6\nnpm:con-mid@2.0.0");
  await page
    .getByLabel("File with a list")
    .setInputFiles({ name: "indicators.xlsx", mimeType: "application/zip", buffer: Buffer.from("504b030414000000", "hex") });
  await page.getByRole("button", { name: "Find who has any of it" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Save the sheet as CSV" })).toBeVisible();
  await expect(page.getByRole("form", { name: "Ask by a list" })).toContainText("indicators.xlsx");
});

test("names without an ecosystem become another ecosystem's by a choice on the page", async ({ page }) => {
  await open(page, `/blast-radius?list=${await keptList(page, "con-bad@6.6.6\ncon-mid@2.0.0")}`);
  await expect(verdict(page)).toContainText(/^2 of \d+ services/);
  await page.getByLabel("names without an ecosystem are").selectOption("pypi");
  await expect(verdict(page)).toContainText("No SBOM has ever named any of 2 indicators.");
  await page.goBack();
  await expect(verdict(page)).toContainText(/^2 of \d+ services/);
});

test("a window says both sides, and each side can be looked at", async ({ page }) => {
  await open(page, `/blast-radius?q=npm:con-bad@6.6.6&during=${during()}`);
  await expect(verdict(page)).toContainText(
    /^3 of \d+ services hold or held con-bad 6\.6\.6 \(npm\).*: 2 hold it now, 2 held it between .* UTC.*, 2 built it then\./,
  );
  await expect(sides(page)).toHaveText(/Any\s*3\s*Now\s*2\s*In the window\s*2\s*Built in the window\s*2/);
  const gone = rows(page).filter({ hasText: "console-gone" });
  await expect(gone).toContainText("window");
  await expect(gone).toContainText("built");
  await expect(gone).not.toContainText("now");
  await sides(page).getByRole("link", { name: /^Now/ }).click();
  await expect(page).toHaveURL(/when=now/);
  await expect(gone).toHaveCount(0);
  await expect(sides(page)).toHaveText(/Any\s*3/);
  await sides(page)
    .getByRole("link", { name: /^Built/ })
    .click();
  await expect(rows(page).filter({ hasText: "console-late" })).toHaveCount(0);
  await page.goBack();
  await page.goBack();
  await expect(rows(page).filter({ hasText: "console-late" })).toHaveCount(1);
});

test("a window is set by hand or by a preset, and cleared", async ({ page }) => {
  await open(page, "/blast-radius?q=npm:con-bad@6.6.6");
  await page.getByRole("button", { name: /^Window/ }).click();
  await page.getByLabel("From, in UTC").fill("2026-03-31T03:15");
  await page.getByLabel("To, in UTC").fill("2026-03-31T00:21");
  await page.getByRole("button", { name: "Set the window" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "not after the beginning" })).toBeVisible();
  await page.getByRole("button", { name: "Last 7 days" }).click();
  await expect(page).toHaveURL(/during=/);
  await expect(sides(page)).toContainText("3");
  await page.getByRole("button", { name: /^Window/ }).click();
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(page).not.toHaveURL(/during=/);
  await expect(sides(page).getByRole("link", { name: "In the window" })).toHaveCount(0);
});

test("the CI runs of the window are named, with why they matter", async ({ page }) => {
  await open(page, `/blast-radius?q=npm:con-bad@6.6.6&during=${during()}`);
  await expect(page.getByRole("complementary", { name: "Explanation" })).toContainText("secrets these runs could read");
  await page.getByRole("link", { name: /^CI runs/ }).click();
  const run = page.getByRole("region", { name: "CI runs in the window" }).getByRole("row", { name: /console-gone/ });
  await expect(run.getByRole("link", { name: "run 4402" })).toHaveAttribute("href", "https://ci.example/console/runs/4402");
  await expect(run.getByRole("link", { name: "run 4402" })).toHaveAttribute("rel", /noopener/);
  await expect(run).toContainText("0123456789");
  await expect(run).toContainText("con-bad 6.6.6");
  await expect(run).toContainText("#console-red");
});

test("rows are grouped by owner with whom to ask, and a tile of the picture leads to a service", async ({ page }) => {
  await open(page, `/blast-radius?q=npm:con-bad@6.6.6&during=${during()}`);
  await expect(page.getByRole("rowheader", { name: /Console Red.*2 services.*#console-red/ })).toBeVisible();
  await expect(page.getByRole("rowheader", { name: /Console Blue.*no contact/ })).toBeVisible();
  await page.getByRole("link", { name: "Grouped by owner" }).click();
  await expect(page).toHaveURL(/sort=service/);
  await expect(page.getByRole("rowheader")).toHaveCount(0);
  await page.getByRole("link", { name: "Group by owner" }).click();
  await page
    .getByRole("navigation", { name: "Ways to look at the answer" })
    .getByRole("link", { name: /^Teams/ })
    .click();
  const red = page.getByRole("region", { name: "Services by team" }).getByRole("row", { name: /Console Red/ });
  await expect(red.getByRole("option")).toHaveCount(2);
  await red.getByRole("listbox").focus();
  await page.keyboard.press("End");
  await expect(red.getByRole("option", { selected: true })).toHaveAccessibleName("console-pay, affected");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/service=console-pay/);
  await expect(verdict(page)).toContainText("1 of 1 service");
});

test("the timeline says in text what its bars show", async ({ page }) => {
  await open(page, `/blast-radius?q=npm:con-bad@6.6.6&during=${during()}&tab=timeline`);
  const row = page.getByRole("region", { name: "Versions in the fleet over time" }).getByRole("row", { name: /con-bad 6\.6\.6/ });
  await expect(row).toContainText("still there");
  await page.getByRole("link", { name: "Only around the window" }).click();
  await expect(page).toHaveURL(/around=window/);
  await expect(row).toContainText("still there");
});

test("the upgrades say what to bump and how many services that clears", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "/blast-radius?q=npm:con-bad@6.6.6&tab=upgrades");
  const step = page.getByRole("region", { name: "Upgrades" }).getByRole("row", { name: /con-http/ });
  await expect(step).toContainText("1.1.0");
  await expect(step).toContainText("1.0.0");
  await expect(step).toContainText("2 of 2");
  await page.getByRole("button", { name: "Copy as Markdown" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("| 1 | npm:con-http | 1.1.0 | 1.0.0 (fleet) |");
});

test("a way is opened and drawn, with its text beside it", async ({ page }) => {
  await open(page, "/blast-radius?q=npm:con-bad@6.6.6");
  await page.getByRole("button", { name: "Why in console-pay" }).click();
  await page.getByRole("button", { name: "Draw it" }).click();
  const dialog = page.getByRole("dialog", { name: "Ways to con-bad 6.6.6 in console-pay" });
  await expect(dialog.getByRole("img", { name: "4 packages on the ways from console-pay" })).toBeVisible();
  await expect(dialog.getByRole("region", { name: "Drawing of the ways" })).toContainText("con-side 3.0.0");
  await expect(dialog.getByRole("region", { name: "Dependency paths as text" })).toContainText("con-mid 2.0.0");
  await expectSound(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

test("the files hold exactly what is shown, with the list and the window", async ({ page }) => {
  const id = await keptList(page, lines800);
  await open(page, `/blast-radius?list=${id}&during=${during()}&when=built`);
  await expect(rows(page).filter({ hasText: "console-gone" })).toHaveCount(1);
  for (const format of ["CSV", "JSON", "Markdown"]) {
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: format }).click()]);
    const text = readFileSync(await download.path(), "utf8");
    expect([format, text.includes("console-gone"), text.includes("console-pay"), text.includes("con-bad")]).toEqual([format, true, true, true]);
    const affected =
      format === "JSON"
        ? JSON.stringify(JSON.parse(text).data)
        : text
            .split("\n")
            .filter((line) => line.includes("con-bad"))
            .join("\n");
    expect(affected).not.toContain("console-late");
    if (format === "Markdown") expect(text).toContain("2 of 800 lines of the list could not be read.");
  }
});

test("an answer is saved as an incident: its list and its window go along", async ({ page }) => {
  await open(page, `/blast-radius?q=npm:con-bad@6.6.6%20team:console-red&during=${during()}`);
  await page.getByRole("button", { name: "Save as incident" }).click();
  await expect(page).toHaveURL(/\/incidents\/new\?list=[0-9a-f-]{36}&during=/);
  const id = new URL(page.url()).searchParams.get("list");
  const kept = await (await page.request.get(`/api/v1/indicator-lists/${id}`)).json();
  expect(kept.data.flatMap((line: { means: string[] }) => line.means)).toEqual(["npm:con-bad@6.6.6"]);
});

test("rows beyond the first are read as they are scrolled to, and back finds them again", async ({ page }) => {
  await open(page, "/blast-radius?q=npm:con-many-*&sort=service");
  const status = page.getByRole("navigation", { name: "Pages" }).getByRole("status");
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await expect(status).toHaveText("130 rows");
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await expect(rows(page).filter({ hasText: "con-many-129" })).toBeVisible();
  await rows(page).filter({ hasText: "con-many-129" }).getByRole("link", { name: "console-many" }).click();
  await expect(page).toHaveURL(/\/services\/console-many$/);
  await page.goBack();
  await expect(status).toHaveText("130 rows");
});

test("a keyboard alone is enough, from the pasted list to the drawing", async ({ page }) => {
  await open(page, "/");
  await paste(page, "npm:con-bad@6.6.6\nnpm:con-none@1.0.0");
  await expect(list(page)).toBeFocused();
  await page.keyboard.press("Control+Enter");
  await expect(verdict(page)).toContainText("any of 2 indicators");
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: "Why in console-late" })).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: "Why in console-pay" })).toBeVisible();
  await page.keyboard.press("x");
  await expect(page.getByRole("checkbox", { name: "Mark console-pay" })).toBeChecked();
  await page.keyboard.press("/");
  await expect(question(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Draw it" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: /^Ways to con-bad/ })).toBeVisible();
});

test("a list of what no SBOM names is never called unaffected", async ({ page }) => {
  await open(page, `/blast-radius?list=${await keptList(page, "npm:con-nowhere@1.0.0\nnpm:con-nowhere-else@1.0.0")}&during=${during()}`);
  await expect(verdict(page)).toContainText("No SBOM has ever named any of 2 indicators.");
  await expect(page.getByText(/not affected|unaffected|safe/i)).toHaveCount(0);
  await expect(page.locator("dl").filter({ hasText: "coverage" })).toContainText(/coverage: \d+ of \d+ services judged\d+\.\d %/);
});

test("a window that cannot be read is said where the question stands", async ({ page }) => {
  await open(page, "/blast-radius?q=npm:con-bad&during=yesterday");
  await expect(page.getByRole("heading", { level: 1, name: "This question cannot be read" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("A window is");
});

const views = (id: string) => [
  `/blast-radius?list=${id}&during=${during()}`,
  `/blast-radius?list=${id}&during=${during()}&tab=teams`,
  `/blast-radius?list=${id}&during=${during()}&tab=runs`,
  `/blast-radius?list=${id}&during=${during()}&tab=timeline`,
  `/blast-radius?list=${id}&tab=upgrades`,
  `/blast-radius/lists/${id}`,
];

test("the console is sound in both themes", async ({ page }) => {
  test.slow();
  await seeIn(page, "light and dark");
  for (const path of views(await keptList(page, lines800))) {
    await open(page, path);
    await expectSound(page);
  }
  await open(page, "/");
  await page.getByRole("button", { name: "Paste a list" }).click();
  await expectSound(page);
});

test("the console fits a telephone", async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of views(await keptList(page, lines800))) {
    await open(page, path);
    await expectSound(page);
  }
});
