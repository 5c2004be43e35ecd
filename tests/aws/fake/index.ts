/** AWS for tests, spoken to through the real SDK. */
export type { Call } from "./call";
export { imageType, indexType } from "./ecr";
export { FakeAws, home } from "./fake-aws";
export { areModelsHere } from "./model";
