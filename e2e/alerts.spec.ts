import { expect, test } from "@playwright/test";
import { forgetAlerts, givenAlerts } from "./given-alerts";
import { expectSound, looks, open, seeIn } from "./people";

const ugly = `\u202eevil\u200b<img src=x onerror=alert(1)>${"x".repeat(180)}`;
const many = Array.from({ length: 18 }, (_, index) => ({
  displayId: `MAL-GIVEN-${index}`,
  name: index === 17 ? ugly : `@scope/stolen-${index}`,
  versions: index === 17 ? ["1.0.0", ugly] : ["1.2.3"],
  services: [
    ...Array.from({ length: 8 }, (_, place) => ({ name: place === 0 ? ugly : `service-${place}`, present: true })),
    ...Array.from({ length: 3 }, (_, place) => ({ name: `former-${place}`, present: false })),
  ],
  serviceCount: 60,
}));
const retracted = [
  { displayId: "MAL-GIVEN-18", name: "was-fine", services: [{ name: "api", present: true }], retracted: "withdrawn" as const },
  { displayId: "MAL-GIVEN-19", name: "other-version", services: [{ name: "api", present: false }], retracted: "corrected" as const },
];

test.afterEach(forgetAlerts);

test("an alert comes to an open page by itself, is acknowledged once for all, and its retraction is said too", async ({ page }) => {
  await open(page, "/services");
  const banner = page.getByRole("region", { name: "Alerts", exact: true });
  await expect(banner).toHaveCount(0);
  await givenAlerts([
    {
      displayId: "MAL-GIVEN-1",
      name: "left-pad",
      services: [
        { name: "billing", present: true },
        { name: "reports", present: false },
      ],
    },
  ]);
  await expect(banner).toContainText("Malware in 2 services: left-pad@1.2.3 (MAL-GIVEN-1)");
  await expect(banner).toContainText("Present now in billing. Was present in reports from 1 Mar 08:00 to 4 Mar 09:30.");
  await expect(page.getByRole("status").filter({ hasText: "New alert. Malware in 2 services: left-pad@1.2.3 (MAL-GIVEN-1)." })).toBeAttached();
  await expect(banner.getByRole("link", { name: "MAL-GIVEN-1" })).toHaveAttribute("href", "/vulnerabilities/MAL-GIVEN-1");
  await expect(banner.getByRole("link", { name: "Who has it" })).toHaveAttribute("href", "/blast-radius?q=MAL-GIVEN-1");
  await expectSound(page);

  await banner.getByRole("link", { name: "Details" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Malware in 2 services");
  await expect(page.getByRole("region", { name: "Services that have it or had it" }).getByRole("row", { name: /reports/ })).toContainText("not any more");
  await banner.getByRole("button", { name: "Acknowledge MAL-GIVEN-1" }).click();
  await expect(banner).toHaveCount(0);
  await expect(page.getByText("Acknowledged by Mira Okafor: that it stands")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Acknowledged by Mira Okafor: that it stands")).toBeVisible();
  await expect(banner).toHaveCount(0);

  await open(page, "/alerts");
  await expect(page.getByRole("row", { name: /left-pad@1\.2\.3/ })).toContainText(/standing.*Mira Okafor/);
});

test("a retraction says so, and the list keeps it", async ({ page }) => {
  await givenAlerts(retracted);
  await open(page, "/");
  const banner = page.getByRole("region", { name: "Alerts", exact: true });
  await expect(banner).toContainText("Retracted: the alert for was-fine@1.2.3 (MAL-GIVEN-18) does not stand any more: its advisory was withdrawn");
  await banner.getByRole("button", { name: "Acknowledge MAL-GIVEN-18" }).click();
  await banner.getByRole("button", { name: "Acknowledge MAL-GIVEN-19" }).click();
  await expect(banner).toHaveCount(0);
  await open(page, "/alerts?state=retracted");
  await expect(page.getByRole("region", { name: "Alerts, newest first" }).locator("tbody tr")).toHaveCount(2);
});

for (const { theme, width } of looks) {
  test(`twenty alerts with ugly names are sound in the ${theme} theme at ${width} px`, async ({ page }) => {
    await seeIn(page, theme);
    await page.setViewportSize({ width, height: 900 });
    await givenAlerts([...many, ...retracted]);
    await open(page, "/alerts");
    await expect(page.getByRole("link", { name: "18 more alerts need to be looked at" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Alerts, newest first" }).locator("tbody tr")).toHaveCount(18);
    await expectSound(page);
    await page.locator("[data-row]").filter({ hasText: "evil" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Malware in 60 services");
    await expectSound(page);
    await open(page, "/");
    await expectSound(page);
  });
}

test("without an alert the page says what that means", async ({ page }) => {
  await open(page, "/alerts");
  await expect(page.getByText("No alert stands")).toBeVisible();
  await expectSound(page);
  expect((await page.goto("/alerts/nope"))?.status()).toBe(404);
  expect((await page.goto("/alerts/3e671687-395b-41f5-a30f-a58921a69b79"))?.status()).toBe(404);
});
