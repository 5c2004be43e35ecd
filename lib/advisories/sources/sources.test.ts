import { expect, test } from "vitest";
import { nextSyncAt, staleAfterHours } from "./schedule";
import { shownAddress } from "./shown-address";

const at = new Date("2026-01-01T00:00:00Z");
const minutesAfter = (minutes: number) => new Date(at.getTime() + minutes * 60_000);

test.each([
  ["https://user:secret@mirror.example/osv/?token=1#x", "https://mirror.example/osv"],
  ["https://storage.googleapis.com/osv-vulnerabilities", "https://storage.googleapis.com/osv-vulnerabilities"],
  ["http://mirror.example:8080", "http://mirror.example:8080"],
  ["file:///srv/osv", "file:///srv/osv"],
  ["/srv/osv copy", "/srv/osv copy"],
])("the address %s is shown as %s", (address, shown) => {
  expect(shownAddress(address)).toBe(shown);
});

test("a failure is tried again after 1, 2, 4 minutes and so on, up to the usual interval", () => {
  const next = (attempts: number) => nextSyncAt({ succeededAt: null, failedAt: at }, attempts, 60);
  expect([1, 2, 3, 6, 7, 400].map(next)).toEqual([1, 2, 4, 32, 60, 60].map(minutesAfter));
});

test("a good sync is followed by the next after the interval; without one it is due now", () => {
  expect(nextSyncAt({ succeededAt: at, failedAt: null }, null, 90)).toEqual(minutesAfter(90));
  expect(nextSyncAt({ succeededAt: null, failedAt: null }, null, 90)).toBeNull();
});

test("a source is stale after a day, or after three rounds where they are rarer", () => {
  expect([60, 480, 481, 10_080].map((everyMinutes) => staleAfterHours({ everyMinutes }))).toEqual([24, 24, 25, 504]);
});
