import type { ComponentScope } from "../model";

/**
 * What a relationship `element TYPE related` says to the dependency graph. `forward`: element depends on related;
 * `backward`: related depends on element; `contains`/`contained`: the same for containment; `other`: nothing.
 * `scope` is what it says of the dependency, if anything.
 */
export type Meaning = { edge: "forward" | "backward" | "contains" | "contained" | "other"; scope: ComponentScope | null };

const none = (edge: Meaning["edge"]): Meaning => ({ edge, scope: null });
const backward = (scope: ComponentScope): Meaning => ({ edge: "backward", scope });

/** SPDX 2.3, clause 11.1, with the spellings that tools really write. */
export const relationshipTypes: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ["DEPENDS_ON", { edge: "forward", scope: "runtime" }],
  ["DEPENDENCY_OF", backward("runtime")],
  ["RUNTIME_DEPENDENCY_OF", backward("runtime")],
  ["PROVIDED_DEPENDENCY_OF", backward("build")],
  ["BUILD_DEPENDENCY_OF", backward("build")],
  ["DEV_DEPENDENCY_OF", backward("dev")],
  ["OPTIONAL_DEPENDENCY_OF", backward("optional")],
  ["TEST_DEPENDENCY_OF", backward("test")],
  ["BUILD_TOOL_OF", backward("build")],
  ["DEV_TOOL_OF", backward("dev")],
  ["TEST_TOOL_OF", backward("test")],
  ["OPTIONAL_COMPONENT_OF", backward("optional")],
  ["DYNAMIC_LINK", { edge: "forward", scope: "runtime" }],
  ["STATIC_LINK", { edge: "forward", scope: "runtime" }],
  ["HAS_PREREQUISITE", { edge: "forward", scope: "runtime" }],
  ["PREREQUISITE_FOR", backward("runtime")],
  ["CONTAINS", none("contains")],
  ["CONTAINED_BY", none("contained")],
  ["PACKAGE_OF", none("contained")],
  ...[
    "AMENDS",
    "ANCESTOR_OF",
    "COPY_OF",
    "DATA_FILE_OF",
    "DEPENDENCY_MANIFEST_OF",
    "DESCENDANT_OF",
    "DESCRIBED_BY",
    "DESCRIBES",
    "DESCRIBE",
    "DISTRIBUTION_ARTIFACT",
    "DOCUMENTATION_OF",
    "EXAMPLE_OF",
    "EXPANDED_FROM_ARCHIVE",
    "FILE_ADDED",
    "FILE_DELETED",
    "FILE_MODIFIED",
    "GENERATED_FROM",
    "GENERATES",
    "METAFILE_OF",
    "OTHER",
    "PATCH_APPLIED",
    "PATCH_FOR",
    "REQUIREMENT_DESCRIPTION_FOR",
    "SPECIFICATION_FOR",
    "TEST_CASE_OF",
    "TEST_OF",
    "VARIANT_OF",
  ].map((type): [string, Meaning] => [type, none("other")]),
]);
