import { expect, it } from "vitest";
import { BufferPool } from "./buffer-pool";

const mebibyte = 1_048_576;

it("gives the same buffer out again when it is large enough", () => {
  const pool = new BufferPool(8 * mebibyte);
  const first = pool.take(mebibyte + 5);
  expect(first.byteLength).toBeGreaterThanOrEqual(mebibyte + 5);
  pool.give(first);
  expect(pool.take(mebibyte)).toBe(first);
  expect(pool.take(mebibyte)).not.toBe(first);
});

it("does not lend a buffer of more than twice the size, nor one that is too small", () => {
  const pool = new BufferPool(64 * mebibyte);
  const [large, small] = [pool.take(8 * mebibyte), pool.take(mebibyte)];
  pool.give(large);
  pool.give(small);
  expect(pool.take(2 * mebibyte)).not.toBe(large);
  expect(pool.take(5 * mebibyte)).toBe(large);
});

it("keeps no more than it may", () => {
  const pool = new BufferPool(3 * mebibyte);
  const lent = [pool.take(2 * mebibyte), pool.take(2 * mebibyte)];
  for (const buffer of lent) pool.give(buffer);
  expect(lent).toContain(pool.take(2 * mebibyte));
  expect(lent).not.toContain(pool.take(2 * mebibyte));
});
