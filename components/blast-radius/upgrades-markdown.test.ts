import { expect, test } from "vitest";
import { plansToMarkdown } from "./upgrades-markdown";

const upgrade = { package: { ecosystem: "npm", name: "@acme/ht|tp", purl: null }, isHit: false, versions: [{ version: "4.2.0", artifacts: 9 }], rows: 9 };

test("each upgrade is a line with its step, and no name breaks out of its cell", () => {
  const text = plansToMarkdown(
    {
      data: [
        { ...upgrade, services: 9, clearsAlone: 8, clearedSoFar: 8, bumpTo: { version: "4.2.1", from: "fleet", artifacts: 3 } },
        { ...upgrade, services: 2, clearsAlone: 1, clearedSoFar: 10, bumpTo: null },
      ],
      meta: { rows: 11, services: 11, unexplainedRows: 1, partlyExplainedRows: 2, asOf: "2026-03-31T01:00:00.000Z" },
    },
    "axios 1.14.1",
  );
  const lines = text.split("\n");
  expect(lines[0]).toBe("**Upgrades that clear axios 1.14.1** (11 services, as of 2026-03-31 01:00 UTC)");
  expect(lines[4]).toBe("| 1 | npm:@acme/ht\\|tp | 4.2.0 | 4.2.1 (fleet) | 9 | 8 | 8 of 11 |");
  expect(lines[5]).toContain("| none known |");
  expect(lines.at(-1)).toBe("Rows that may be brought by more than is known, and never count as cleared: 2.");
  expect(lines.at(-3)).toBe("Rows of SBOMs that do not say what brings it, and are not planned: 1.");
});
