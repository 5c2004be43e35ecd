import type { Completeness, ComponentScope } from "../model";

/** What a relationship `from TYPE to` says to the dependency graph, and the scope of the dependency unless one is given. */
export type Meaning = { edge: "forward" | "contains" | "contained" | "other"; scope: ComponentScope | null };

const forward = (scope: ComponentScope): Meaning => ({ edge: "forward", scope });
const other: Meaning = { edge: "other", scope: null };

/** SPDX 3.0.1, Core, RelationshipType, in lower case. */
export const relationshipTypes: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ["dependson", forward("runtime")],
  ["hasdynamiclink", forward("runtime")],
  ["hasstaticlink", forward("runtime")],
  ["hasprerequisite", forward("runtime")],
  ["hasoptionaldependency", forward("optional")],
  ["hasoptionalcomponent", forward("optional")],
  ["hasprovideddependency", forward("build")],
  ["usestool", forward("build")],
  ["contains", { edge: "contains", scope: null }],
  ["packagedby", { edge: "contained", scope: null }],
  ...[
    "affects",
    "amendedBy",
    "ancestorOf",
    "availableFrom",
    "configures",
    "coordinatedBy",
    "copiedTo",
    "delegatedTo",
    "descendantOf",
    "describes",
    "doesNotAffect",
    "expandsTo",
    "exploitCreatedBy",
    "fixedBy",
    "fixedIn",
    "foundBy",
    "generates",
    "hasAddedFile",
    "hasAssessmentFor",
    "hasAssociatedVulnerability",
    "hasConcludedLicense",
    "hasDataFile",
    "hasDeclaredLicense",
    "hasDeletedFile",
    "hasDependencyManifest",
    "hasDistributionArtifact",
    "hasDocumentation",
    "hasEvidence",
    "hasExample",
    "hasHost",
    "hasInput",
    "hasMetadata",
    "hasOutput",
    "hasRequirement",
    "hasSpecification",
    "hasTest",
    "hasTestCase",
    "hasVariant",
    "invokedBy",
    "modifiedBy",
    "other",
    "patchedBy",
    "publishedBy",
    "reportedBy",
    "republishedBy",
    "serializedInArtifact",
    "testedOn",
    "trainedOn",
    "underInvestigationFor",
  ].map((type): [string, Meaning] => [type.toLowerCase(), other]),
]);

/** SPDX 3.0.1, LifecycleScopeType. */
export const lifecycleScopes: ReadonlyMap<string, ComponentScope> = new Map([
  ["design", "dev"],
  ["development", "dev"],
  ["build", "build"],
  ["test", "test"],
  ["runtime", "runtime"],
]);

/** SPDX 3.0.1, RelationshipCompleteness, in lower case. */
export const completenesses: ReadonlyMap<string, Completeness> = new Map([
  ["complete", "complete"],
  ["incomplete", "incomplete"],
  ["noassertion", "unknown"],
]);
