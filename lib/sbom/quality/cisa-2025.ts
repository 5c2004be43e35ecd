import * as check from "./checks";
import { minimumElements, notJudged, ofComponents, ofDocument } from "./minimum-elements";
import type { Profile } from "./model";

const clause = "Data fields";
const added = "Data fields (new)";

/** 2025 Minimum Elements for a Software Bill of Materials, CISA, draft for public comment of 22 August 2025, by its own terms. */
export const cisa2025: Profile = {
  id: "cisa-2025-draft",
  title: "CISA minimum elements 2025, draft",
  source: "CISA, 2025 Minimum Elements for a Software Bill of Materials, public comment draft, 2025-08-22",
  rules: [
    ofDocument({ id: "sbom-author", title: "SBOM author", clause }, check.authorOfSbom),
    ofComponents({ id: "software-producer", title: "Software producer", clause }, check.hasMaker),
    minimumElements.componentName,
    ofComponents({ id: "component-version", title: "Component version", clause }, check.hasVersion),
    ofComponents({ id: "software-identifiers", title: "Software identifiers", clause }, check.hasIdentifier),
    ofComponents({ id: "component-hash", title: "Component hash", clause: added }, check.hasHash),
    ofComponents({ id: "license", title: "License", clause: added }, check.hasLicence),
    minimumElements.dependencyRelationship,
    ofDocument({ id: "tool-name", title: "Tool name", clause: added }, check.toolName),
    minimumElements.timestamp,
    ofDocument({ id: "generation-context", title: "Generation context", clause: added }, check.generationContext),
    minimumElements.automationSupport,
    notJudged({ id: "coverage", title: "Coverage and known unknowns", clause: "Practices and processes" }, "A document does not show what it leaves out."),
  ],
};
