import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Keeps, beside the JSON report of Vitest, the errors that belong to no test: they fail a run of which every test passed, and that report does not name them. */
export default class UnhandledErrors {
  onInit(vitest) {
    this.path = `${vitest.config.outputFile.json}.unhandled.json`;
  }
  onTestRunEnd(_modules, errors) {
    const kept = errors.map(({ name, message, stack, VITEST_TEST_PATH, VITEST_TEST_NAME }) => ({
      message: `${name ?? "Error"}: ${message}`,
      stack: String(stack ?? ""),
      test: [VITEST_TEST_PATH, VITEST_TEST_NAME].filter(Boolean).join(", "),
    }));
    // Nobody says which reporter is first.
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(this.path, JSON.stringify(kept));
  }
}
