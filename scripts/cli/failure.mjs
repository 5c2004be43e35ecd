/** How a command ends, for CI to branch on. */
export const exitCodes = { none: 0, found: 1, unknown: 2, alarm: 2, failed: 3 };

/** An error that is told in its own words, without a stack. `problem` is the server's problem document, if it sent one. */
export class Failure extends Error {
  constructor(message, { problem = null, cause } = {}) {
    super(message, { cause });
    this.problem = problem;
  }
}
