import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { addressOf, callerOfIncoming, stampAddress } from "./caller";

function addressSeen(remoteAddress: string, headers: Record<string, string>): string {
  const request = { method: "GET", headers, socket: { remoteAddress } } as unknown as IncomingMessage;
  stampAddress(request);
  return addressOf(callerOfIncoming(request));
}

test("a caller from elsewhere cannot choose its address", () => {
  expect(addressSeen("203.0.113.9", { "x-forwarded-for": "198.51.100.1", "x-wherein-address": "198.51.100.2" })).toBe("203.0.113.9");
});

test("a reverse proxy on a private network names the caller in the last entry", () => {
  expect(addressSeen("::ffff:10.0.0.5", { "x-forwarded-for": "198.51.100.1, 203.0.113.7" })).toBe("203.0.113.7");
});

test("without a proxy a local caller has its own address", () => {
  expect(addressSeen("::ffff:127.0.0.1", {})).toBe("127.0.0.1");
});
