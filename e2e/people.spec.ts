import { randomUUID } from "node:crypto";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import pg from "pg";
import { hashSecret, newTokenSecret } from "../lib/auth/token-secret";
import { administrator, expectNothingSideways, expectSound, looks, open, seeIn } from "./people";

// One journey after another: each begins where the one before ended.
test.describe.configure({ mode: "serial" });

const noor = { name: "Noor <b>Haddad</b>", email: "noor@example.com", password: "a long enough password", next: "another long password" };
let link = "";
let theirs: BrowserContext;
let they: Page;

test.beforeAll(async ({ browser, baseURL }) => {
  // Somebody else's browser, without any session.
  theirs = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  they = await theirs.newPage();
});
test.afterAll(() => theirs.close());

/** An API token of somebody's, as an administrator that they were made it. */
async function givenToken(email: string): Promise<string> {
  const secret = newTokenSecret();
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  await client.query(
    "insert into api_token (id, name, prefix, secret_hash, scopes, created_by, owner_id) select $1, 'Noor''s own', $2, $3, '{inventory:read}', name, id from app_user where email = $4",
    [randomUUID(), secret.slice(0, 12), hashSecret(secret), email],
  );
  await client.end();
  return secret;
}

const rowOf = (page: Page) => page.getByRole("region", { name: "People", exact: true }).getByRole("row", { name: new RegExp(noor.email) });

async function act(page: Page, item: string): Promise<void> {
  await rowOf(page)
    .getByRole("button", { name: `Actions for ${noor.name}` })
    .click();
  await page.getByRole("menuitem", { name: item }).click();
}

test("an administrator invites a person, who joins by the link and may do what members may", async ({ page }) => {
  await open(page, "/settings/people");
  await page.getByLabel("Name").fill(noor.name);
  await page.getByLabel("E-mail").fill(administrator.email);
  await page.getByRole("button", { name: "Make the link" }).click();
  await expect(page.getByRole("alert").filter({ hasText: `${administrator.name} has this e-mail address.` })).toBeVisible();
  await page.getByLabel("E-mail").fill(noor.email);
  await page.getByRole("button", { name: "Make the link" }).click();
  await expect(page.getByRole("status").filter({ hasText: `Give ${noor.name} this link` })).toBeVisible();
  link = (await page.locator("[data-shown-once]").textContent()) ?? "";
  await expect(page.getByRole("region", { name: "Open links" }).getByRole("row", { name: new RegExp(noor.email) })).toContainText("joining as member");
  await expectSound(page);
  await page.reload();
  await expect(page.getByText(link)).toHaveCount(0);

  await open(they, link);
  await expect(they.getByRole("heading", { level: 1, name: "Join Wherein" })).toBeVisible();
  await expectSound(they);
  await expect(they.getByLabel("Name")).toHaveValue(noor.name);
  await they.getByLabel("Password").fill(noor.password);
  await they.getByRole("button", { name: "Join and sign in" }).click();
  await expect(they.getByRole("button", { name: `Account: ${noor.name}` })).toBeVisible();
  await open(they, "/settings/people");
  await expect(they.getByText("People belong to administrators")).toBeVisible();
  expect((await they.request.get("/api/v1/people")).status()).toBe(403);

  await page.reload();
  await expect(rowOf(page)).toContainText("Member");
  await expect(page.getByRole("region", { name: "Open links" })).toHaveCount(0);
  await open(they, link);
  await expect(they.getByRole("heading", { level: 1, name: "This link does not work" })).toBeVisible();
  await expect(they.getByText("This link was used already.")).toBeVisible();
  await expectSound(they);
});

test("a new role counts in the session that is open", async ({ page }) => {
  await open(page, "/settings/people");
  await act(page, "Change name or role");
  const dialog = page.getByRole("dialog", { name: `Change ${noor.name}` });
  await dialog.getByRole("radio", { name: /^Administrator/ }).check();
  await expectSound(page);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(rowOf(page)).toContainText("Administrator");
  await expect.poll(async () => (await they.request.get("/api/v1/people")).status()).toBe(200);
  await act(page, "Change name or role");
  await dialog.getByRole("radio", { name: /^Member/ }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(rowOf(page)).toContainText("Member");
});

test("a person chooses a new password by a link, and the old one and its sessions end", async ({ page, browser, baseURL }) => {
  await open(page, "/settings/people");
  await act(page, "Link for a new password");
  const dialog = page.getByRole("dialog", { name: `A new password for ${noor.name}` });
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const passwordLink = (await dialog.locator("[data-shown-once]").textContent()) ?? "";
  await dialog.getByRole("button", { name: "Done" }).click();

  const elsewhere = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  const other = await elsewhere.newPage();
  await open(other, passwordLink);
  await expect(other.getByRole("heading", { level: 1, name: "Choose a new password" })).toBeVisible();
  await other.getByLabel("Password").fill(noor.next);
  await other.getByRole("button", { name: "Change it and sign in" }).click();
  await expect(other.getByRole("button", { name: `Account: ${noor.name}` })).toBeVisible();
  await elsewhere.close();

  await expect.poll(async () => (await they.request.get("/api/v1/services")).status()).toBe(401);
  await open(they, "/sign-in");
  await they.getByLabel("E-mail").fill(noor.email);
  await they.getByLabel("Password").fill(noor.password);
  await they.getByRole("button", { name: "Sign in" }).click();
  await expect(they.getByText("The e-mail address or the password is wrong.")).toBeVisible();
  await they.getByLabel("Password").fill(noor.next);
  await they.getByRole("button", { name: "Sign in" }).click();
  await expect(they.getByRole("button", { name: `Account: ${noor.name}` })).toBeVisible();
});

test("who is disabled is out within seconds, stays in the list, and what is theirs is said before", async ({ page }) => {
  await open(page, "/settings/people");
  await act(page, "Disable");
  const dialog = page.getByRole("dialog", { name: `Disable ${noor.name}?` });
  await expect(dialog.getByText("No API token, open finding or waiting request is theirs.")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  const token = await givenToken(noor.email);
  const asked = async () => (await page.request.get("/api/v1/services", { headers: { authorization: `Bearer ${token}` } })).status();
  expect(await asked()).toBe(200);
  await act(page, "Disable");
  await expect(dialog.getByRole("listitem")).toHaveText(["1 API token is refused at once, in CI too. Enabled again, it works again."]);
  await expectSound(page);
  await dialog.getByRole("button", { name: "Disable" }).click();
  await expect(rowOf(page)).toContainText("disabled");
  await expect(rowOf(page).getByRole("link", { name: "their findings" })).toHaveAttribute("href", /^\/findings\?assignee=.+&state=open$/);
  expect(await asked()).toBe(401);
  await open(page, "/settings/tokens");
  await expect(page.getByRole("row", { name: /Noor's own/ })).toContainText("refused: its owner is disabled");
  await expect
    .poll(async () => {
      await they.goto("/services");
      return they.url();
    })
    .toContain("/sign-in");
  await they.getByLabel("E-mail").fill(noor.email);
  await they.getByLabel("Password").fill(noor.next);
  await they.getByRole("button", { name: "Sign in" }).click();
  await expect(they.getByText("The e-mail address or the password is wrong.")).toBeVisible();
});

test("the page is sound in each look", async ({ page }) => {
  for (const { theme, width } of looks) {
    await seeIn(page, theme);
    await page.setViewportSize({ width, height: 900 });
    await open(page, "/settings/people");
    await expectSound(page);
    await expectNothingSideways(page);
  }
});
