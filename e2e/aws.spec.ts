import { expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { givenVulnerability, openFindings } from "../tests/integration/setup/given-vulnerability";
import { account, digestOf, findingEvent, functionOf, imageOf, taskEvent } from "./aws-events";
import { expectNothingSideways, expectSound, looks, open, seeIn } from "./people";
import { bomOf, given } from "./sboms";

const digest = digestOf("storefront 4.2.0");
const flaw = { cve: "CVE-2026-71001", name: "shop-cart", version: "1.2.0", severity: "CRITICAL", fixed: "1.2.1" };
const onlyInspector = { cve: "CVE-2026-71002", name: "shop-mail", version: "3.0.0", severity: "HIGH", fixed: "3.0.4" };

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ storageState: "test-results/administrator.json" });
  const parts = [
    { name: "shop-cart", version: "1.2.0" },
    { name: "shop-mail", version: "3.0.0" },
  ];
  await given(page, { service: "storefront", version: "4.2.0", digest }, bomOf("storefront", parts));
  await given(page, { service: "mailer", version: "1.0.0" }, bomOf("mailer", [{ name: "shop-mail", version: "3.0.0" }]));
  await page.close();
  const pool = new pg.Pool({ connectionString: process.env.E2E_DATABASE_URL });
  try {
    // A worker that starts again after a failure begins from the beginning.
    await pool.query("delete from aws_resource_artifact where resource_id in (select id from aws_resource where account = $1)", [account]);
    await pool.query(
      "delete from aws_mapping_rule where artifact_id in (select a.id from artifact a join service s on s.id = a.service_id where s.slug = 'mailer')",
    );
    for (const table of ["aws_feed", "aws_account"]) await pool.query(`delete from ${table} where account_id like '12312312312_'`);
    const { rowCount } = await pool.query("select from vulnerability where display_id = $1", [flaw.cve]);
    if (rowCount !== 0) return;
    const key = "GHSA-aws1-aws1-aws1";
    const severities = [{ source: key, type: "CVSS_V3" as const, vector: null, score: 8.1, word: "high" as const }];
    await givenVulnerability(pool, { ids: [flaw.cve, key], severity: "high", score: 8.1, summary: "Carts of others", advisories: [{ key, severities }] }, [
      { name: "shop-cart", version: "1.2.0", fixed: "1.2.1" },
    ]);
    await openFindings(pool);
  } finally {
    await pool.end();
  }
});

/** What EventBridge does with the secret of its connection. */
async function sent(page: Page, secret: string, event: object): Promise<void> {
  const response = await page.request.post("/api/v1/aws/events", { data: event, headers: { "x-api-key": secret } });
  expect(response.ok(), await response.text()).toBe(true);
  expect(await response.json()).toMatchObject({ data: [{ became: "taken" }] });
}

test("an event arrives, the service shows Inspector's finding beside OSV's, the digest is mapped, the deployment appears", async ({ page }) => {
  await open(page, "/settings/tokens");
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "AWS" }).click();
  await expect(page.getByRole("heading", { name: "Nothing is asked of AWS yet" })).toBeVisible();
  await expectSound(page);
  await page.getByRole("main").getByRole("link", { name: "Connect an account" }).click();
  await connect(page);

  await page.getByRole("navigation", { name: "AWS" }).getByRole("link", { name: "Events" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "AWS events" })).toBeVisible();
  await page.getByLabel("Name").fill("eventbridge eu-central-1");
  await expect(page.getByLabel("Accounts that it may speak for")).toHaveValue(account);
  await page.getByRole("button", { name: "Create credential" }).click();
  await expect(page.locator("[data-shown-once]")).toHaveText(/^whe_/);
  const secret = (await page.locator("[data-shown-once]").textContent()) ?? "";
  expect(secret).toMatch(/^whe_/);
  await expect(page.getByRole("region", { name: "Commands for the API destination" })).toContainText(secret);
  await expectSound(page);
  await page.getByRole("button", { name: "Hide it" }).click();
  await expect(page.getByText(secret)).toHaveCount(0);

  await sent(page, secret, findingEvent(flaw, imageOf("storefront", digest, "4.2.0")));
  await sent(page, secret, taskEvent("storefront", digest));
  await page.reload();
  await expect(page.getByRole("region", { name: "Event credentials" }).getByRole("row", { name: /eventbridge/ })).toContainText("just now");

  await page.getByRole("navigation", { name: "AWS" }).getByRole("link", { name: "Resources" }).click();
  const row = page.getByRole("region", { name: "AWS resources" }).getByRole("row", { name: /storefront/ });
  await expect(row).toContainText(/ECR image.*Shop production.*storefront.*4\.2\.0.*by digest/);
  await expect(row.getByRole("button")).toHaveCount(0);

  await open(page, "/services/storefront/inspector");
  await expect(inspectorRow(page, flaw.cve)).toContainText(/both.*shop-cart.*1\.2\.0.*high.*critical/);

  await open(page, "/services/storefront/deployments");
  await expect(page.getByRole("region", { name: "What runs now, production first" })).toContainText(/eu-prod.*4\.2\.0/);
});

test("what no digest tells is mapped on its page, and its finding appears", async ({ page }) => {
  const secret = await newSecret(page);
  await sent(page, secret, findingEvent(onlyInspector, functionOf("send-mails")));
  await open(page, "/settings/aws/resources");
  const row = page.getByRole("region", { name: "AWS resources" }).getByRole("row", { name: /send-mails/ });
  await expect(row).toContainText("not found");
  await row.getByRole("button", { name: "Map send-mails" }).click();
  const dialog = page.getByRole("dialog", { name: "Which artifact is send-mails?" });
  await dialog.getByLabel("Service").fill("mailer");
  await expect(dialog.getByLabel("Artifact")).toHaveValue(/\d+/);
  await expectSound(page);
  await dialog.getByRole("button", { name: "Map it" }).click();
  await expect(dialog).toHaveCount(0);
  await page.goto("/settings/aws/resources?group=all&q=send-mails");
  await expect(row).toContainText(/mailer.*by rule/);

  await open(page, "/services/mailer/inspector");
  await expect(inspectorRow(page, onlyInspector.cve)).toContainText(/only Inspector.*shop-mail.*3\.0\.0.*high/);

  await open(page, "/settings/aws/rules");
  await expect(page.getByRole("region", { name: "Mapping rules" }).getByRole("row", { name: /send-mails/ })).toContainText(/Lambda function.*mailer/);
});

test("a rule says what it would map before it is made, is moved and deleted", async ({ page }) => {
  const secret = await newSecret(page);
  await sent(page, secret, findingEvent(onlyInspector, functionOf("mail-bounces")));
  await sent(page, secret, findingEvent(onlyInspector, functionOf("mail-digest")));
  await open(page, "/settings/aws/rules");
  await page.getByLabel("Resources of type").selectOption("Lambda function");
  await page.getByLabel("Named").fill("mail-*");
  await page.getByLabel("Service").fill("mailer");
  await expect(page.locator("[data-preview]")).toContainText(/It would map 2 resources.*mail-bounces.*mail-digest/);
  const rows = page.getByRole("region", { name: "Mapping rules" }).locator("tbody tr");
  await expect(rows).toHaveCount(1);
  await page.getByRole("button", { name: "Make rule" }).click();
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText(/mail-\*.*mailer/);
  await page.getByRole("button", { name: "Move rule 2 up" }).press("Enter");
  await expect(rows.nth(0)).toContainText("mail-*");
  await page.getByRole("button", { name: "Delete rule 1" }).click();
  await page.getByRole("dialog", { name: "Delete rule 1?" }).getByRole("button", { name: "Delete rule" }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows.nth(0)).toContainText("send-mails");
});

test("an account says at its fields what is wrong, gets a queue, and is deleted with what that means", async ({ page }) => {
  await open(page, "/settings/aws/accounts/new");
  await page.getByLabel("Account number").fill("123123123124");
  await page.getByLabel("Name").fill("Second");
  await page.getByLabel("Role to assume").fill("arn:aws:iam::999999999999:role/Other");
  await page.getByRole("button", { name: "Connect account" }).click();
  await expect(
    page
      .getByRole("alert")
      .filter({ hasText: /at least 1|>=1/i })
      .first(),
  ).toBeVisible();
  await page.getByRole("checkbox", { name: "eu-west-1" }).check();
  await page.getByRole("button", { name: "Connect account" }).click();
  await expect(page.getByText("The role is not one of account 123123123124")).toBeVisible();
  await expectSound(page);
  await page.getByLabel("Role to assume").fill("arn:aws:iam::123123123124:role/WhereinReader");
  for (const kind of ["Findings", "Coverage", "Images", "ECS tasks", "EKS clusters", "Lambda functions"])
    await page.getByRole("checkbox", { name: kind }).uncheck();
  await page.getByRole("checkbox", { name: "Ask this account" }).uncheck();
  await page.getByRole("button", { name: "Connect account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Second" })).toBeVisible();

  await open(page, "/settings/aws/events");
  await page.getByLabel("Account", { exact: true }).selectOption({ label: "Second (1231 2312 3124)" });
  await page.getByLabel("Address", { exact: true }).fill("https://example.org/queue");
  await page.getByRole("button", { name: "Add feed" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Give the URL of an SQS queue" })).toBeVisible();
  await page.getByLabel("Address", { exact: true }).fill("https://sqs.eu-west-1.amazonaws.com/123123123124/wherein");
  await page.getByRole("button", { name: "Add feed" }).click();
  await expect(page.getByRole("region", { name: "Queues, reports and topics" }).getByRole("row", { name: /SQS queue/ })).toContainText("not asked");

  await open(page, "/settings/aws/accounts/123123123124");
  await page.getByText("Permission policy of the role", { exact: true }).click();
  await expect(page.getByRole("region", { name: "Permission policy of the role" })).toContainText("arn:aws:sqs:eu-west-1:123123123124:wherein");
  await page.getByRole("button", { name: "Delete Second" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete Second?" });
  await expect(dialog).toContainText("What it said stays");
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(page).toHaveURL(/\/settings\/aws$/);
  await expect(page.getByRole("region", { name: "AWS accounts" }).getByRole("row", { name: /Second/ })).toHaveCount(0);
});

for (const { theme, width } of looks) {
  test(`the pages are sound in the ${theme} theme at ${width} px`, async ({ page }) => {
    await seeIn(page, theme);
    await page.setViewportSize({ width, height: 900 });
    for (const path of [
      "/settings/aws",
      `/settings/aws/accounts/${account}`,
      "/settings/aws/accounts/new",
      "/settings/aws/events",
      "/settings/aws/resources?group=all",
      "/settings/aws/rules",
    ]) {
      await open(page, path);
      await expectSound(page);
      if (width === 390) await expectNothingSideways(page);
    }
  });
}

/** A vulnerability on the tab of a service where both sides stand. */
function inspectorRow(page: Page, cve: string) {
  return page.getByRole("main").getByRole("row", { name: new RegExp(cve) });
}

/** Connects the account of the journey. It asks nothing of AWS, which is not there: events bring all of it. */
async function connect(page: Page): Promise<void> {
  await page.getByLabel("Account number").fill(account);
  await page.getByLabel("Name").fill("Shop production");
  await page.getByRole("checkbox", { name: "eu-central-1" }).check();
  await page.getByLabel("Environment", { exact: true }).fill("eu-prod");
  await page.getByLabel("Role to assume").fill(`arn:aws:iam::${account}:role/WhereinReader`);
  await expect(page.getByRole("region", { name: "Permission policy of the role" })).toContainText("inspector2:ListFindings");
  for (const kind of ["Findings", "Coverage", "Images", "ECS tasks", "EKS clusters", "Lambda functions"])
    await page.getByRole("checkbox", { name: kind }).uncheck();
  await expect(page.getByRole("region", { name: "Permission policy of the role" })).not.toContainText("inspector2:ListFindings");
  const externalId = await page.getByLabel("External id").inputValue();
  await expect(page.getByRole("region", { name: "Trust policy of the role" })).toContainText(externalId);
  await expectSound(page);
  await page.getByRole("button", { name: "Connect account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Shop production" })).toBeVisible();
  await expect(page.getByLabel("External id")).toHaveValue(externalId);
}

async function newSecret(page: Page): Promise<string> {
  const response = await page.request.post("/api/v1/aws/event-credentials", {
    data: { name: "journey", accounts: [account] },
    headers: { "sec-fetch-site": "same-origin" },
  });
  expect(response.ok(), await response.text()).toBe(true);
  return ((await response.json()) as { secret: string }).secret;
}
