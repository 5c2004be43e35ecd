import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ChangedAt } from "./changed-at";

it("says when an advisory was changed, and of one whose source does not say so that it is not known", () => {
  expect(renderToStaticMarkup(<ChangedAt at="2026-03-01T00:00:00.000Z" />)).toContain("2026-03-01");
  expect(renderToStaticMarkup(<ChangedAt at="1970-01-01T00:00:00.000Z" />)).toBe("not known");
});
