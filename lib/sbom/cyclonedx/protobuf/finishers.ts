import { isObject, type JsonObject } from "../../json";
import { flattenDependencies, type OnFlat } from "../dependency-tree";
import { toolsOf } from "../tools";

/** Turns what was read of a message into what stands in the JSON, and tells which dependencies were made of which. */
export type Finisher = (value: JsonObject, onFlat: OnFlat) => unknown;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const onlyOf = (value: JsonObject) => Object.values(value)[0];

/** Of several messages where the JSON has one object: their members together. */
const united = (value: unknown) => {
  const parts = listOf(value).filter(isObject);
  return parts.length === 0 ? undefined : Object.assign({}, ...parts);
};

/** By message: where protobuf and JSON differ in more than names. */
export const finishers: ReadonlyMap<string, Finisher> = new Map<string, Finisher>([
  [
    "Bom",
    ({ declarations, definitions, dependencies, ...rest }, onFlat) => ({
      ...rest,
      ...flat({ dependencies }, onFlat),
      ...without({ declarations: united(declarations), definitions: united(definitions) }),
    }),
  ],
  ["Workflow", ({ taskDependencies, runtimeTopology, ...rest }, onFlat) => ({ ...rest, ...flat({ taskDependencies, runtimeTopology }, onFlat) })],
  ["Task", ({ runtimeTopology, ...rest }, onFlat) => ({ ...rest, ...flat({ runtimeTopology }, onFlat) })],
  ["Metadata", ({ tools, ...rest }) => ({ ...rest, ...(tools !== undefined && { tools: toolChoice(listOf(tools)) }) })],
  ["Vulnerability", ({ tools, ...rest }) => ({ ...rest, ...(tools !== undefined && { tools: toolChoice([tools]) }) })],
  ["LicenseChoice", licenseChoice],
  ["LicenseExpressionDetailed", ({ details, ...rest }) => ({ ...rest, ...(details !== undefined && { expressionDetails: details }) })],
  ["Datasets", ({ dataset, ref }) => dataset ?? { ref }],
  ["EnvironmentVars", onlyOf],
  ["PatentOrFamily", onlyOf],
  ["Asserter", onlyOf],
  ["Pointers", ({ pointer }) => pointer],
  ["Expressions", ({ expression }) => expression],
  ["RelatedCryptographicAssets", ({ assets }) => assets],
  ["CertificateExtensions", ({ certificateExtensions }) => certificateExtensions],
  ["CommonExtension", ({ name, value }) => ({ commonExtensionName: name, commonExtensionValue: value })],
  ["CustomExtension", ({ name, value }) => ({ customExtensionName: name, customExtensionValue: value })],
  ["Extension", onlyOf],
  ["Patent", patent],
  ["PriorityApplication", ({ filingDate, ...rest }) => ({ ...rest, filingDate: dateOf(filingDate) })],
]);

function without(members: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function flat(members: JsonObject, onFlat: OnFlat): JsonObject {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, flattenDependencies(listOf(value), onFlat)]])),
  );
}

function toolChoice(tools: readonly unknown[]): unknown {
  const old: JsonObject[] = [];
  const components: unknown[] = [];
  const services: unknown[] = [];
  for (const tool of tools) {
    if (!isObject(tool)) continue;
    const { components: newer, services: serving, ...rest } = tool;
    components.push(...listOf(newer));
    services.push(...listOf(serving));
    if (Object.keys(rest).length > 0) old.push(rest);
  }
  return toolsOf(old, components.length > 0 ? components : undefined, services.length > 0 ? services : undefined);
}

/** What the choice itself says of a licence stands inside of the licence in JSON. */
function licenseChoice({ license, expressionDetailed, ...rest }: JsonObject): unknown {
  if (isObject(license)) return { license: { ...rest, ...license } };
  return isObject(expressionDetailed) ? { ...rest, ...expressionDetailed } : rest;
}

function patent({ filingDate, grantDate, patentExpirationDate, patentAssignee, ...rest }: JsonObject): unknown {
  const assignees = listOf(patentAssignee).map((each) => (isObject(each) ? onlyOf(each) : each));
  return {
    ...rest,
    ...(assignees.length > 0 && { patentAssignee: assignees }),
    ...without({ filingDate: dateOf(filingDate), grantDate: dateOf(grantDate), patentExpirationDate: dateOf(patentExpirationDate) }),
  };
}

const dateOf = (value: unknown) => (typeof value === "string" ? value.slice(0, 10) : undefined);
