import { expect, type Locator, type Page, test } from "@playwright/test";
import pg from "pg";
import { givenVulnerability, openFindings } from "../tests/integration/setup/given-vulnerability";
import { expectNothingSideways, expectSound, looks, open, seeIn } from "./people";
import { bomOf, given } from "./sboms";
import { asSecondPerson } from "./second-person";

const names = Array.from({ length: 11 }, (_, place) => `triage-part-${String(place).padStart(2, "0")}`);

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  const parts = [...names, "triage-grave"].map((name) => ({ name, version: "1.0.0" }));
  await given(page, { service: "triage-shop" }, bomOf("triage-shop", parts));
  await given(
    page,
    { service: "triage-desk" },
    bomOf("triage-desk", [
      { name: "triage-grave", version: "1.0.0" },
      { name: names[0] ?? "", version: "1.0.0" },
    ]),
  );
  const mob = [0, 1, 2].map((n) => ({ name: `triage-mob-${n}`, version: "1.0.0" }));
  for (const service of ["triage-crowd", "triage-party"]) await given(page, { service }, bomOf(service, mob));
  await page.close();
  const pool = new pg.Pool({ connectionString: process.env.E2E_DATABASE_URL });
  try {
    const { rowCount } = await pool.query("select from vulnerability where display_id = 'CVE-2026-97000'");
    if (rowCount !== 0) return;
    for (const [place, name] of names.entries()) {
      const id = `CVE-2026-97${String(place).padStart(3, "0")}` as const;
      await givenVulnerability(pool, { ids: [id], severity: "high", score: 7.5, epss: 0.2, summary: `A flaw of ${name}` }, [
        { name, version: "1.0.0", fixed: "1.0.1" },
      ]);
    }
    await givenVulnerability(pool, { ids: ["CVE-2026-97900"], severity: "critical", score: 9.9, summary: "A grave flaw" }, [
      { name: "triage-grave", version: "1.0.0" },
    ]);
    for (const n of [0, 1, 2])
      await givenVulnerability(pool, { ids: [`CVE-2026-9780${n}`], severity: "medium", score: 5, summary: `A flaw of a crowd, part ${n}` }, [
        { name: `triage-mob-${n}`, version: "1.0.0" },
      ]);
    await openFindings(pool);
  } finally {
    await pool.end();
  }
});

/** The parts as the queue has them: what is alike by its newest id first. */
const order = names.toReversed();

/** Opens a list and waits until its rows answer to keys. */
async function openQueue(page: Page, path: string): Promise<void> {
  await open(page, path);
  await page.waitForFunction(() => Object.keys(document.querySelector("tbody [data-row]") ?? {}).some((key) => key.startsWith("__react")));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
}

const rowsOf = (page: Page) => page.getByRole("region", { name: "Findings", exact: true }).locator("tbody tr");
const rowOf = (page: Page, text: string) => rowsOf(page).filter({ hasText: text });
const current = (page: Page) => page.locator("tbody tr[aria-current=true]");

/** The dialog that takes keys: a person sees it, and where in it they go, before they press the next one. */
async function dialogWithFocus(page: Page): Promise<Locator> {
  const dialog = page.getByRole("dialog");
  await expect(dialog.locator(":focus")).toBeVisible();
  return dialog;
}

/** Presses the keys of an action in turn, and waits until it is said to be done. */
async function act(page: Page, keys: readonly string[], done: string): Promise<void> {
  const [first = "", ...rest] = keys;
  await page.keyboard.press(first);
  await dialogWithFocus(page);
  for (const key of rest) await (key.length > 1 && !/^[A-Z]/.test(key) ? page.keyboard.type(key) : page.keyboard.press(key));
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText(done)).toBeVisible();
}

test("an analyst triages ten findings by keyboard and undoes one", async ({ page }) => {
  await openQueue(page, "/findings?q=service:triage-shop severity:high");
  await expect(rowsOf(page)).toHaveCount(11);
  await page.keyboard.press("j");
  await expect(current(page)).toContainText(order[0] ?? "");
  // 1: not affected, with the first reason; it leaves and the next one is current.
  await act(page, ["d", "3", "Tab", "ArrowDown", "Control+Enter"], "1 finding decided: not affected.");
  await expect(rowsOf(page)).toHaveCount(10);
  await expect(current(page)).toContainText(order[1] ?? "");
  // 2: the risk is accepted, until a day that is proposed.
  await act(page, ["d", "5", "Control+Enter"], "1 finding decided: risk accepted.");
  await expect(rowsOf(page)).toHaveCount(9);
  await expect(current(page)).toContainText(order[2] ?? "");
  // 3: being looked into; it stays.
  await act(page, ["d", "2", "Control+Enter"], "1 finding decided: being looked into.");
  await expect(rowOf(page, order[2] ?? "")).toContainText("being looked into");
  // 4 to 6: assigned to oneself, due, commented.
  await page.keyboard.press("j");
  await act(page, ["a", "Enter"], "1 finding assigned to Mira Okafor.");
  await expect(rowOf(page, order[3] ?? "")).toContainText("Mira Okafor");
  await page.keyboard.press("j");
  await act(page, ["t", "Control+Enter"], "1 finding due on ");
  await page.keyboard.press("j");
  await act(page, ["c", "only in the tests", "Control+Enter"], "Commented on 1 finding.");
  await expect(rowOf(page, order[5] ?? "").getByTitle("1 comment")).toBeVisible();
  // 7 to 9 together: from the seventh to the ninth.
  for (const key of ["j", "x", "j", "j", "Shift+X"]) await page.keyboard.press(key);
  await expect(page.getByRole("toolbar", { name: "Selected findings" })).toContainText("3 selected");
  await act(page, ["d", "4", "Control+Enter"], "3 findings decided: fixed.");
  await expect(rowsOf(page)).toHaveCount(6);
  // 10: by mistake, and taken back.
  await expect(current(page)).toContainText(order[9] ?? "");
  await act(page, ["d", "3", "Tab", "ArrowDown", "Control+Enter"], "1 finding decided: not affected.");
  await expect(rowsOf(page)).toHaveCount(5);
  await page.keyboard.press("u");
  await expect(page.getByText("Undone: 1 finding decided: not affected.")).toBeVisible();
  await expect(rowsOf(page)).toHaveCount(6);
  await expect(rowOf(page, order[9] ?? "")).toContainText("to decide");

  await page.reload();
  await expect(rowsOf(page)).toHaveCount(6);
  await page.getByRole("navigation", { name: "Parts of the queue" }).getByRole("link", { name: "Decided" }).click();
  await expect(rowsOf(page)).toHaveCount(5);
  await expect(rowOf(page, order[1] ?? "")).toContainText("risk accepted");
  await page.getByRole("navigation", { name: "Parts of the queue" }).getByRole("link", { name: "Mine" }).click();
  await expect(rowsOf(page)).toHaveCount(1);
});

test("a key that is pressed in the moment in which a dialog opens is not lost", async ({ page }) => {
  await openQueue(page, "/findings?q=service:triage-desk");
  await page.keyboard.press("j");
  // No frame is drawn between the keys, which is what a person who types fast does.
  await page.evaluate(() => {
    const held: FrameRequestCallback[] = [];
    const draw = window.requestAnimationFrame;
    window.requestAnimationFrame = (callback) => held.push(callback);
    window.addEventListener("frames", () => {
      window.requestAnimationFrame = draw;
      for (const callback of held) draw(callback);
    });
  });
  await page.keyboard.press("d");
  await page.keyboard.press("3");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("radio", { name: /^Not affected/ })).toBeChecked();
  await page.evaluate(() => window.dispatchEvent(new Event("frames")));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
  await expect(dialog.getByRole("radio", { name: /^Not affected/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

test("a second person approves what takes a critical finding out of the queue", async ({ page, browser }) => {
  await openQueue(page, "/findings?q=CVE-2026-97900 service:triage-shop");
  await expect(rowsOf(page)).toHaveCount(1);
  await page.keyboard.press("j");
  await page.keyboard.press("d");
  await dialogWithFocus(page);
  await page.keyboard.press("3");
  await page.getByLabel("Why not").selectOption("code_not_reachable");
  await page.getByLabel("In your words").fill("It is never given input from outside.");
  await expect(page.getByRole("dialog")).toContainText("a second person must approve");
  await page.getByRole("button", { name: "Ask for approval" }).click();
  await expect(page.getByText("It waits for a second person.")).toBeVisible();
  await expect(rowsOf(page)).toContainText("waits for approval");

  const tom = await asSecondPerson(browser);
  await openQueue(tom, "/findings?q=CVE-2026-97900 service:triage-shop");
  await tom.keyboard.press("j");
  await tom.keyboard.press("Enter");
  const beside = tom.getByRole("region", { name: /Finding: CVE-2026-97900/ });
  await expect(beside).toContainText("waits for a second person");
  await expect(beside).toContainText("It is never given input from outside.");
  await beside.getByRole("link", { name: "Approve or reject: not affected" }).click();
  await expect(tom).toHaveURL(/\/decisions\/[0-9a-f-]{36}$/);
  await tom
    .getByRole("button", { name: /^Approve/ })
    .first()
    .click();
  await expect(tom.getByRole("listitem").filter({ hasText: "approved it" })).toContainText("Tom Weiss");
  await tom.context().close();

  await open(page, "/findings?q=CVE-2026-97900 service:triage-shop");
  await expect(page.getByText("No finding matches")).toBeVisible();
  await open(page, "/findings?q=CVE-2026-97900 service:triage-desk");
  await expect(rowsOf(page)).toHaveCount(1);
});

test("all that a list has is assigned at once, and a list is kept under a name", async ({ page }) => {
  await openQueue(page, "/findings?q=service:triage-desk");
  await page.keyboard.press("*");
  await expect(page.getByRole("toolbar", { name: "Selected findings" })).toContainText("2 selected");
  await page.keyboard.press("a");
  await page.getByPlaceholder("Name").fill("nobody");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await act(page, ["a", "mira", "Enter"], "2 findings assigned to Mira Okafor.");
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Save this list…" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("The desk");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "View: The desk" })).toBeVisible();
  await open(page, "/findings");
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "The desk" }).click();
  await expect(rowsOf(page)).toHaveCount(2);
});

test("findings are grouped, and a group opens its list", async ({ page }) => {
  await open(page, "/findings?q=service:triage-desk service:triage-shop&group=service");
  const groups = page.getByRole("region", { name: "Findings by service" });
  await groups.getByRole("link", { name: "triage-desk" }).click();
  await expect(page).toHaveURL(/service=triage-desk/);
  await expect(rowsOf(page)).toHaveCount(2);
});

/** Until then the bar of what is selected stands before rows that come into sight below it. */
const scrollToEnd = (page: Page) => page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));

const groupsBy = (page: Page, by: string) => page.getByRole("region", { name: `Findings by ${by}`, exact: true }).locator("tbody tr");

test("groups are worked on as a whole, by keyboard and by hand, and that is undone", async ({ page }) => {
  await openQueue(page, "/findings?q=service:triage-crowd service:triage-party&group=vulnerability");
  await expect(groupsBy(page, "vulnerability")).toHaveCount(3);
  const said = page.getByRole("toolbar", { name: "Selected findings" });
  // One, by the row that the keys mean.
  await page.keyboard.press("j");
  await expect(current(page)).toContainText("CVE-2026-97802");
  await page.keyboard.press("d");
  await expect(await dialogWithFocus(page)).toContainText("Decide on 2 findings of CVE-2026-97802");
  await page.keyboard.press("4");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("2 findings decided: fixed.")).toBeVisible();
  await expect(groupsBy(page, "vulnerability")).toHaveCount(2);
  await page.keyboard.press("u");
  await expect(page.getByText("Undone: 2 findings decided: fixed.")).toBeVisible();
  await expect(groupsBy(page, "vulnerability")).toHaveCount(3);
  // Two of three packages, by hand; the third keeps its nobody.
  await openQueue(page, "/findings?q=service:triage-crowd service:triage-party&group=package");
  for (const name of ["triage-mob-0", "triage-mob-1"]) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
  await expect(said).toContainText("2 packages selected, 4 findings");
  await said.getByRole("button", { name: "Assign" }).click();
  await page.getByPlaceholder("Name").fill("mira");
  await page.keyboard.press("Enter");
  await expect(page.getByText("4 findings assigned to Mira Okafor.")).toBeVisible();
  await expect(said).toHaveCount(0);
  await open(page, "/findings?q=service:triage-crowd service:triage-party&assignee=none");
  await expect(rowsOf(page)).toHaveCount(2);
  await expect(rowOf(page, "triage-mob-2")).toHaveCount(2);
});

test("a group counts, opens and changes what the question names besides, and no other", async ({ page }) => {
  const q = "npm:triage-mob-0 npm:triage-mob-1 service:triage-crowd service:triage-party";
  await openQueue(page, `/findings?q=${q}&group=service`);
  await page.getByRole("checkbox", { name: "Select triage-party" }).check();
  await expect(page.getByRole("toolbar", { name: "Selected findings" })).toContainText("1 service selected, 2 findings");
  await act(page, ["c", "ask the party", "Control+Enter"], "Commented on 2 findings.");
  await openQueue(page, `/findings?q=${q}&group=vulnerability`);
  await expect(groupsBy(page, "vulnerability")).toHaveCount(2);
  await page.getByRole("link", { name: "CVE-2026-97801" }).click();
  await expect(page).toHaveURL(/vulnerability=CVE-2026-97801/);
  await expect(rowsOf(page)).toHaveCount(2);
  await expect(rowsOf(page).getByTitle("1 comment")).toHaveCount(1);
  await page.getByRole("link", { name: /^CVE-2026-97801\s*, take away$/ }).click();
  await expect(rowsOf(page)).toHaveCount(4);
});

for (const { theme, width } of looks) {
  test(`the queue is sound in the ${theme} theme at ${width} px`, async ({ page }) => {
    await seeIn(page, theme);
    await page.setViewportSize({ width, height: 900 });
    await openQueue(page, "/findings?q=service:triage-desk&group=package");
    await page.getByRole("checkbox", { name: "Select triage-grave" }).check();
    await expect(page.getByRole("toolbar", { name: "Selected findings" })).toContainText("1 package selected");
    await scrollToEnd(page);
    await expectSound(page);
    if (width === 390) await expectNothingSideways(page);
    await open(page, "/findings?q=service:triage-desk&state=open");
    await page.getByRole("checkbox", { name: /^Select CVE-2026-97900/ }).check();
    await scrollToEnd(page);
    await expectSound(page);
    if (width === 390) await expectNothingSideways(page);
    await page.getByRole("link", { name: "CVE-2026-97900" }).click();
    await expect(page.getByRole("region", { name: /Finding: CVE-2026-97900/ })).toContainText("What happened");
    await expectSound(page);
    await page.getByRole("link", { name: "Open as a page" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("CVE-2026-97900 in triage-grave of triage-desk");
    await expectSound(page);
    await page.getByRole("button", { name: "Decide" }).click();
    await expect(await dialogWithFocus(page)).toContainText("open finding");
    await expectSound(page);
  });
}
