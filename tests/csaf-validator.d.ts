/** What the tests use of the validator of CSAF, which has no types of its own. */
declare module "@secvisogram/csaf-validator-lib/validate.js" {
  type Fault = { instancePath: string; message: string };
  type Result = { isValid: boolean; tests: { name: string; isValid: boolean; errors: Fault[]; warnings: Fault[] }[] };
  export default function validate(tests: readonly unknown[], document: object): Promise<Result>;
}

declare module "@secvisogram/csaf-validator-lib/schemaTests.js" {
  export const csaf_2_0_strict: unknown;
}

declare module "@secvisogram/csaf-validator-lib/mandatoryTests.js" {
  export const mandatoryTest_6_1_1: unknown;
}
