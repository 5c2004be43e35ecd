import { expect, test } from "vitest";
import { runName, safeRunUrl } from "./run-url";

test("only an address of the web is a link", () => {
  expect(safeRunUrl("https://ci.example/acme/runs/8812")).toBe("https://ci.example/acme/runs/8812");
  expect(safeRunUrl("http://ci.local/job/4/")).toBe("http://ci.local/job/4/");
  for (const url of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ci.example/runs/1", "", null]) expect(safeRunUrl(url)).toBeNull();
});

test("a run is called by its number, where its address has one", () => {
  expect(runName("https://github.com/acme/api/actions/runs/8812/attempts")).toBe("run 8812");
  expect(runName("https://ci.example/latest")).toBe("run");
});
