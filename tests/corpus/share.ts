import { inject } from "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    corpusShare: number;
  }
}

/** What comes in turns is looked at one time in this many: 1 everywhere but in CI, which must not take as long as all of it. */
export const corpusShare = inject("corpusShare");

/** Those whose turn it is. For checks that are about code which other tests of the same documents run too. */
export function inTurn<T>(files: readonly T[]): T[] {
  return files.filter((_, place) => place % corpusShare === 0);
}
