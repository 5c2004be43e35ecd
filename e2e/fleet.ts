import type { Page } from "@playwright/test";
import { bomOf, given } from "./sboms";

const log4j = { type: "maven", group: "org.apache.logging.log4j", name: "log4j-core" } as const;

/** A small fleet whose answers are known. Uploading it again changes nothing. */
export async function givenFleet(page: Page): Promise<void> {
  const at = "2026-01-01T00:00:00Z";
  const old = bomOf("billing", [
    { type: "maven", group: "org.example", name: "web-starter", version: "3.1.0", needs: ["log4j-core"] },
    { ...log4j, version: "2.14.1" },
    { name: "left-pad", version: "1.3.0" },
  ]);
  await given(page, { service: "billing", version: "1.0.0", builtAt: at }, old);
  await given(page, { service: "billing", version: "1.1.0" }, old);
  await given(page, { service: "reports", version: "7.0.0" }, bomOf("reports", [{ ...log4j, version: "2.17.1" }]));
  await given(page, { service: "search-web" }, bomOf("search-web", [{ name: "left-pad", version: "1.1.0" }]));
}
