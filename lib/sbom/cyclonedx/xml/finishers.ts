import { isObject, type JsonObject } from "../../json";
import { flattenDependencies } from "../dependency-tree";
import { toolsOf } from "../tools";

/** Turns what was read of an element into what stands in the JSON. */
export type Finisher = (value: JsonObject) => unknown;

const only = (value: JsonObject, name: string) => Object.keys(value).length === 1 && value[name] !== undefined;

/** By type of the grammar: where XML and JSON differ in more than names. */
export const finishers: ReadonlyMap<string, Finisher> = new Map<string, Finisher>([
  ["license", (license) => ({ license })],
  ["tools", ({ tool, components, services }) => toolsOf(Array.isArray(tool) ? tool : [], components, services)],
  ["dependency", ({ ref, dependency, provides }) => ({ ref, dependencies: dependency, provides: Array.isArray(provides) ? provides.map(refOf) : undefined })],
  // A data flow holds its classification as an element of its own.
  ["dataflow", ({ classification, ...rest }) => ({ ...rest, ...(isObject(classification) && classification) })],
  // Until 1.6 a transform is the reference alone.
  ["transform", ({ ref, ...rest }) => (only({ ref, ...rest }, "ref") ? ref : rest)],
  ["asserter", ({ organization, individual, contact, ref }) => organization ?? individual ?? contact ?? ref],
  ["assignee", ({ organization, individual }) => organization ?? individual],
]);

/** By type of what is in a list: turns the finished list into what stands in the JSON. */
export const listFinishers: ReadonlyMap<string, (list: readonly unknown[]) => unknown[]> = new Map([
  ["dependency", (list) => flattenDependencies(list, () => {})],
]);

const refOf = (value: unknown) => (isObject(value) ? value.ref : undefined);
