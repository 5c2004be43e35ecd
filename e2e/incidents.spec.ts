import { expect, type Page, test } from "@playwright/test";
import { expectNothingSideways, expectSound, looks, open, seeIn } from "./people";
import { bomOf, given } from "./sboms";

const post = async (page: Page, path: string, body: object | string): Promise<{ id: string | number }> => {
  const type = typeof body === "string" ? "text/plain" : "application/json";
  const response = await page.request.post(path, { data: body, headers: { "content-type": type, "sec-fetch-site": "same-origin" } });
  expect(response.ok(), await response.text()).toBe(true);
  return response.json();
};
const statusOf = (page: Page, service: string) => page.getByRole("button", { name: `Status of ${service}` });
const services = (page: Page) => page.getByRole("region", { name: "Services of the incident" });

// One incident, from its first look to its report.
test.describe.configure({ mode: "serial" });
let address = "";

test("a list becomes an incident, which is worked on with the keyboard, revised and frozen", async ({ page }) => {
  await given(page, { service: "worm-shop", builtAt: "2026-03-31T01:00:00Z" }, bomOf("worm-shop", [{ name: "incident-worm", version: "1.14.1" }]));
  await given(page, { service: "worm-blog", builtAt: "2026-03-31T02:00:00Z" }, bomOf("worm-blog", [{ name: "incident-worm", version: "1.14.1" }]));
  await given(page, { service: "worm-blog" }, bomOf("worm-blog", [{ name: "incident-worm", version: "1.14.2" }]));
  await given(page, { service: "worm-desk" }, bomOf("worm-desk", [{ name: "incident-mite", version: "0.1.0" }]));

  await open(page, "/incidents");
  await expect(page.getByRole("heading", { level: 1, name: "Incidents" })).toBeVisible();
  await page
    .getByRole("navigation", { name: "Incidents by status" })
    .getByRole("link", { name: /^Closed/ })
    .click();
  await expect(page.getByText("No incident was closed yet")).toBeVisible();
  await expectSound(page);

  const { id: list } = await post(page, "/api/v1/indicator-lists", "npm:incident-worm@1.14.1\nnot a package ]]");
  await open(page, `/incidents/new?list=${list}&during=${encodeURIComponent("2026-03-31T00:21Z..03:15Z")}`);
  await expectSound(page);
  await expect(page.getByText(/A list of 1 indicator/)).toBeVisible();
  await expect(page.getByLabel("Window")).toHaveValue("2026-03-31T00:21Z..03:15Z");
  await page.getByLabel("Title").fill("Worm <b>1.14.1</b>");
  await page.getByLabel("Severity").selectOption("critical");
  await page.getByLabel("Window").fill("2026-03-31T03:15Z..2026-03-30T00:00Z");
  await page.getByRole("button", { name: "Open the incident" }).click();
  await expect(page.getByText(/Write the window as/)).toBeVisible();
  await page.getByLabel("Window").fill("2026-03-31T00:21Z..03:15Z");
  await page.getByRole("button", { name: "Open the incident" }).click();

  await expect(page).toHaveURL(/\/incidents\/\d+$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Worm <b>1.14.1</b>");
  await expect(page.getByRole("region", { name: "Now", exact: true })).toContainText("affected1");
  await expect(page.getByRole("region", { name: "In the window" })).toContainText("affected2");
  await expect(services(page).getByRole("row", { name: /worm-shop/ })).toContainText(/now.*in the window.*built in it.*incident-worm@1\.14\.1/);
  await expect(services(page).getByRole("row", { name: /worm-blog/ })).not.toContainText("now");
  address = page.url();

  // By keyboard alone: the menu of the status, and the dialog that asks for a reason.
  const status = (name: string) => statusOf(page, name);
  await status("worm-shop").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitemradio", { name: "in progress" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(status("worm-shop")).toHaveAccessibleName("Status of worm-shop: in progress");
  await status("worm-blog").press("Enter");
  await page.getByRole("menuitemradio", { name: "not affected" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "worm-blog" });
  await dialog.getByLabel("Why it is not affected").fill("only listed, never installed");
  await dialog.getByLabel("Assignee").fill("Ana");
  await dialog.getByRole("button", { name: "Save" }).press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(services(page).getByRole("row", { name: /worm-blog/ })).toContainText(/only listed, never installed.*not affected.*Ana/);
  await expect(page.getByRole("region", { name: "Progress" })).toContainText("1 of 2 services done");
  await page.reload();
  await expect(status("worm-shop")).toHaveAccessibleName("Status of worm-shop: in progress");
  await page.waitForTimeout(20);
  const frozen = `${address}?asof=${new Date().toISOString()}`;
  await page.waitForTimeout(20);

  // The next lines: +1 service.
  const parts = page.getByRole("navigation", { name: "Parts of the incident" });
  await parts.getByRole("link", { name: "List" }).click();
  await page.getByText("Add lines, or the next revision").click();
  await page.getByLabel("List", { exact: true }).fill("npm:incident-mite@0.1.0");
  await page.getByRole("button", { name: "Add revision" }).click();
  await expect(page.getByText("Revision 2: +1 indicator, -0, +1 service")).toBeVisible();
  await expect(page.getByText("+ npm:incident-mite@0.1.0")).toBeVisible();
  await expect(page.getByRole("region", { name: "Versions of the list in the fleet" })).toContainText("npm:incident-worm@1.14.1");
  await expect(page.getByRole("row", { name: /not a package/ })).toContainText("not readable");
  await parts.getByRole("link", { name: "CI runs" }).click();
  await expect(page.getByRole("region", { name: "CI runs in the window" }).getByRole("row")).toHaveCount(3);
  await parts.getByRole("link", { name: "Activity" }).click();
  await expect(page.getByRole("list", { name: "Activity" })).toContainText("because the list changed: 1 service newly affected (worm-desk)");
  await parts.getByRole("link", { name: "Services" }).click();
  await expect(services(page).getByRole("row", { name: /worm-desk/ })).toContainText("to do");

  // What was said then stays.
  await open(page, frozen);
  await expect(page.getByText(/As it was at/)).toBeVisible();
  await expect(services(page).getByRole("row", { name: /worm-shop/ })).toContainText("in progress");
  await expect(services(page).getByRole("row", { name: /worm-desk/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Close" })).toHaveCount(0);
  await expect(status("worm-shop")).toHaveCount(0);
});

for (const { theme, width } of looks) {
  test(`every part of it is sound in the ${theme} theme at ${width} px`, async ({ page }) => {
    test.slow();
    await seeIn(page, theme);
    await page.setViewportSize({ width, height: 900 });
    for (const path of [
      "/incidents",
      address,
      `${address}?tab=list`,
      `${address}?tab=builds`,
      `${address}?tab=activity`,
      `${address}?show=all`,
      `${address}/report`,
    ]) {
      await open(page, path);
      await expectSound(page);
      if (width === 390) await expectNothingSideways(page);
    }
  });
}

test("its report is printed with what was checked, and it is closed", async ({ page }) => {
  await open(page, `${address}/report`);
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(page.getByRole("region", { name: "What was checked" })).toContainText(/Newest builds\d+/);
  await expect(page.getByRole("region", { name: "1 line that could not be read" })).toContainText("not a package");
  await expect(page.getByText(/\/incidents\/\d+\/report\?asof=/)).toBeVisible();
  await page.emulateMedia({ media: "screen" });

  await open(page, address);
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("button", { name: "Open again" })).toBeVisible();
  await expect(statusOf(page, "worm-shop")).toHaveCount(0);
  await open(page, "/incidents?status=closed");
  await expect(page.getByRole("row", { name: /Worm <b>1\.14\.1<\/b>/ })).toContainText(/critical.*closed/);
});

test("an incident that is not there is not found", async ({ page }) => {
  for (const path of ["/incidents/nope", "/incidents/999999", "/incidents/999999/report", "/incidents/new?list=3e671687-395b-41f5-a30f-a58921a69b79"])
    expect((await page.goto(path))?.status()).toBe(404);
});
