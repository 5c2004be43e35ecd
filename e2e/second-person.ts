import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page } from "@playwright/test";
import pg from "pg";
import { hashPassword } from "../lib/auth/password";
import { open } from "./people";

export const secondPerson = { name: "Tom Weiss", email: "tom@example.com", password: "another horse battery" };

/** A page of a second person, in a browser of their own, who is made a member where they are none yet. */
export async function asSecondPerson(browser: Browser): Promise<Page> {
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  try {
    await client.query(
      `insert into app_user (id, email, name, password_hash, role, created_at) select $1, $2, $3, $4, 'member', now()
       where not exists (select from app_user where email = $2)`,
      [randomUUID(), secondPerson.email, secondPerson.name, await hashPassword(secondPerson.password)],
    );
  } finally {
    await client.end();
  }
  const page = await (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage();
  await open(page, "/sign-in");
  await page.getByLabel("E-mail").fill(secondPerson.email);
  await page.getByLabel("Password").fill(secondPerson.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("button", { name: `Account: ${secondPerson.name}` })).toBeVisible();
  return page;
}
