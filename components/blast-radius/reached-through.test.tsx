import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ReachedThrough } from "./reached-through";

const text = (row: Parameters<typeof ReachedThrough>[0]["row"]) => renderToStaticMarkup(<ReachedThrough row={row} />).replace(/<[^>]+>/g, "");
const named = { ecosystem: "npm", name: "lodash", purl: null };

test("an artifact that is asked for itself was not reached through anything", () => {
  expect(text({ package: null, direct: null, via: [], depth: null })).toBe("the artifact itself");
});

test("a package without a path says so, and is not taken for the artifact", () => {
  expect(text({ package: named, direct: false, via: [], depth: null })).toBe("no path in the SBOM");
  expect(text({ package: named, direct: true, via: [], depth: 1 })).toBe("direct");
});
