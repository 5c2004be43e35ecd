import { expect, test } from "@playwright/test";
import { givenFleet } from "./fleet";
import { chooseTheme, expectNothingSideways, expectSound, open, seeIn } from "./people";

// Nothing here changes anything, so the workers share the file.
test.describe.configure({ mode: "parallel" });

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  await givenFleet(page);
  await page.close();
});

const pages = [
  "/",
  "/blast-radius?q=log4j-core@<2.17.1",
  "/blast-radius?q=left-pad&sort=service",
  "/blast-radius?q=no-such-package-anywhere",
  "/services",
  "/services?q=zzzz-nothing",
  "/services/billing",
  "/services/billing/components",
  "/services/billing/builds",
  "/services/billing/inspector",
  "/packages/npm/left-pad",
  "/upload",
  "/settings/tokens",
  "/settings/people",
  "/settings/teams",
  "/settings/sla",
  "/settings/sources",
  "/settings/aws",
  "/settings/aws/events",
  "/settings/aws/resources",
  "/settings/aws/rules",
  "/alerts",
  "/incidents",
  "/incidents/new",
  "/docs/api",
  "/no-such-page",
];

test.describe("in both themes", () => {
  test.beforeEach(({ page }) => seeIn(page, "light and dark"));
  for (const path of pages) {
    test(`${path} is sound`, async ({ page }) => {
      await open(page, path);
      await expectSound(page);
    });
  }
  test("a build is sound", async ({ page }) => {
    await open(page, "/services/billing/builds");
    await page
      .getByRole("link", { name: /^Build \d+$/ })
      .first()
      .click();
    await expect(page.getByRole("heading", { name: "What was read" })).toBeVisible();
    await expect(page.getByText("The document keeps the CycloneDX")).toBeVisible();
    await page.getByText("NTIA minimum elements 2021", { exact: true }).click();
    await expect(page.getByText("Supplier name")).toBeVisible();
    await expectSound(page);
  });
  test("an open answer, menu and palette are sound", async ({ page }) => {
    await open(page, "/blast-radius?q=log4j-core");
    await page.getByRole("button", { name: "Why in billing" }).click();
    await expect(page.getByRole("region", { name: "Dependency paths" })).toBeVisible();
    await expectSound(page);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("left");
    await expect(page.getByRole("option", { name: /left-pad/ }).first()).toBeVisible();
    await expectSound(page);
  });
});

for (const path of [
  "/",
  "/blast-radius?q=log4j-core",
  "/services",
  "/services/billing/components",
  "/packages/npm/left-pad",
  "/upload",
  "/settings/tokens",
  "/settings/people",
  "/settings/teams",
  "/settings/sla",
  "/settings/sources",
  "/settings/aws",
  "/settings/aws/events",
  "/settings/aws/resources",
  "/settings/aws/rules",
  "/alerts",
  "/incidents",
  "/incidents/new",
]) {
  test(`${path} fits a telephone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page, path);
    await expectSound(page);
    if (path === "/settings/sources" || path === "/alerts") await expectNothingSideways(page);
  });
}

test("what is not there answers 404 with a page that says so, and what is there 200", async ({ page }) => {
  const missing = [
    "/nope",
    "/services/nope",
    "/services/nope/components",
    "/services/nope/builds",
    "/services/nope/compare",
    "/services/nope/builds/1/1",
    "/services/billing/builds/999999/1",
    "/services/billing/builds/x/1",
    "/services/billing/compare?from=999999:1&to=999999:2",
    "/services/billing/compare?from=x&to=y",
    "/packages/npm/no-such-package-anywhere",
    `/packages/${"e".repeat(60)}/x`,
    "/uploads/3e671687-395b-41f5-a30f-a58921a69b79",
    "/uploads/nope",
    "/settings/teams/nope",
    "/settings/sources/nope",
    "/settings/sources/999999",
    "/settings/aws/nope",
    "/settings/aws/accounts/nope",
    "/settings/aws/accounts/999999999999",
    "/alerts/nope",
    "/incidents/nope",
  ];
  for (const path of missing) {
    const response = await page.goto(path);
    expect([path, response?.status()]).toEqual([path, 404]);
    await expect(page.getByRole("heading", { name: "There is nothing at this address" })).toBeVisible();
  }
  for (const path of ["/services", "/services/billing", "/services/billing/compare", "/packages/npm/left-pad"])
    expect([path, (await page.request.get(path)).status()]).toEqual([path, 200]);
});

test("the chosen theme is in the first HTML, so nothing flashes", async ({ page }) => {
  await open(page, "/");
  await chooseTheme(page, "Dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  const html = await (await page.request.get("/services")).text();
  expect(html).toMatch(/<html[^>]*data-theme="dark"/);
  await page.reload();
  expect(await background()).toBe(dark);
  await chooseTheme(page, "Light");
  expect(await background()).not.toBe(dark);
  await chooseTheme(page, "As the system");
  await expect(page.locator("html")).not.toHaveAttribute("data-theme", /./);
});

test("what the API does not have is a problem, for a page's session as well", async ({ page, baseURL }) => {
  const ask = (method: string, path: string) => page.request.fetch(path, { method, headers: { origin: baseURL ?? "" } });
  const wanted = [
    ["GET", "/api/nope", 404, undefined],
    ["GET", "/api/v1/nope", 404, undefined],
    ["GET", "/api/v1/sboms", 405, "POST"],
    ["PUT", "/api/v1/sboms", 405, "POST"],
    ["PUT", "/api/v1/blast-radius", 405, "GET, HEAD, POST"],
    ["DELETE", "/api/v1/services/x", 405, "GET, HEAD, PATCH"],
  ] as const;
  for (const [method, path, status, allow] of wanted) {
    const response = await ask(method, path);
    expect([method, path, response.status(), response.headers().allow]).toEqual([method, path, status, allow]);
    expect(await response.json()).toMatchObject({ status, requestId: response.headers()["x-request-id"] });
  }
});
