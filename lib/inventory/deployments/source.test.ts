import { expect, it } from "vitest";
import { sourceInWords } from "./source";

it.each<[string, string[], string]>([
  ["api", [], "reported by a deploy job"],
  ["ecs", ["prod-eu"], "observed in ECS, cluster prod-eu"],
  ["eks", ["a", "b"], "observed in EKS, clusters a and b"],
  ["eks", ["a", "b", "c"], "observed in EKS, clusters a, b and c"],
  ["ecs", ["a", "b", "c", "d", "e"], "observed in ECS, clusters a, b and 3 more"],
  ["lambda", ["checkout"], "observed in Lambda, function checkout"],
  ["ecs", [], "observed in ECS"],
])("%s in %j is %j", (source, seenIn, words) => {
  expect(sourceInWords(source, seenIn)).toBe(words);
});
