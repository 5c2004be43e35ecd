import { describe, expect, test } from "vitest";
import { inBatches, twoAtOnce } from "./pages";

async function* pages(...given: (number[] | Error)[]): AsyncGenerator<number[]> {
  for (const page of given) {
    if (page instanceof Error) throw page;
    yield page;
  }
}

async function taken(batches: AsyncIterable<number[]>): Promise<number[][]> {
  const all: number[][] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}

describe("batches of pages", () => {
  test("have as many items or a page more, and the last may have fewer", async () => {
    expect(await taken(inBatches(pages([1, 2], [3], [], [4, 5, 6], [7]), 3))).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
    expect(await taken(inBatches(pages([1, 2, 3], [4, 5, 6]), 2))).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(await taken(inBatches(pages(), 3))).toEqual([]);
  });

  test("give what came before a failure, and then fail", async () => {
    const seen: number[][] = [];
    const reading = (async () => {
      for await (const batch of inBatches(pages([1, 2], [3, 4], [5], new Error("gone")), 2)) seen.push(batch);
    })();
    await expect(reading).rejects.toThrow("gone");
    expect(seen).toEqual([[1, 2], [3, 4], [5]]);
  });

  test("are put together while the one before is worked on, and the pages end with who reads them", async () => {
    const told: string[] = [];
    async function* telling(): AsyncGenerator<number[]> {
      try {
        for (let n = 1; n <= 9; n++) {
          told.push(`page ${n}`);
          yield [n];
        }
      } finally {
        told.push("ended");
      }
    }
    for await (const batch of inBatches(telling(), 2)) {
      await new Promise(setImmediate);
      told.push(`batch ${batch}`);
      if (batch.includes(3)) break;
    }
    expect(told).toEqual(["page 1", "page 2", "page 3", "page 4", "batch 1,2", "page 5", "page 6", "batch 3,4", "ended"]);
  });
});

describe("work on two at once", () => {
  test("begins with the next while one is at work, and with no third", async () => {
    let atWork = 0;
    let most = 0;
    const done: number[] = [];
    await twoAtOnce(pages([1], [2], [3], [4], [5]), async ([n = 0]) => {
      most = Math.max(most, ++atWork);
      await new Promise((resolve) => setTimeout(resolve, n % 2 === 1 ? 10 : 1));
      atWork--;
      done.push(n);
    });
    expect(most).toBe(2);
    expect(done.toSorted()).toEqual([1, 2, 3, 4, 5]);
  });

  test("ends with the first failure, after what was begun", async () => {
    const done: number[] = [];
    const working = twoAtOnce(pages([1], [2], [3], [4]), async ([n = 0]) => {
      await new Promise((resolve) => setTimeout(resolve, n));
      if (n === 2) throw new Error("second");
      done.push(n);
    });
    await expect(working).rejects.toThrow("second");
    expect(done).toEqual([1, 3]);
    await expect(twoAtOnce(pages([1], new Error("gone")), async () => {})).rejects.toThrow("gone");
    await expect(twoAtOnce(pages([1]), () => Promise.reject(new Error("last")))).rejects.toThrow("last");
  });
});
