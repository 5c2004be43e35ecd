import * as check from "./checks";
import type { Profile } from "./model";

/** 2025 Minimum Elements for a Software Bill of Materials, CISA, draft for public comment of 22 August 2025, by its own terms. */
export const cisa2025: Profile = {
  id: "cisa-2025-draft",
  title: "CISA minimum elements 2025, draft",
  source: "CISA, 2025 Minimum Elements for a Software Bill of Materials, public comment draft, 2025-08-22",
  rules: [
    { id: "sbom-author", title: "SBOM author", clause: "Data fields", level: "required", applies: "document", judge: check.authorOfSbom },
    { id: "software-producer", title: "Software producer", clause: "Data fields", level: "required", applies: "components", judge: check.hasMaker },
    { id: "component-name", title: "Component name", clause: "Data fields", level: "required", applies: "components", judge: check.hasName },
    { id: "component-version", title: "Component version", clause: "Data fields", level: "required", applies: "components", judge: check.hasVersion },
    { id: "software-identifiers", title: "Software identifiers", clause: "Data fields", level: "required", applies: "components", judge: check.hasIdentifier },
    { id: "component-hash", title: "Component hash", clause: "Data fields (new)", level: "required", applies: "components", judge: check.hasHash },
    { id: "license", title: "License", clause: "Data fields (new)", level: "required", applies: "components", judge: check.hasLicence },
    {
      id: "dependency-relationship",
      title: "Dependency relationship",
      clause: "Data fields",
      level: "required",
      applies: "components",
      judge: check.isInRelationship,
    },
    { id: "tool-name", title: "Tool name", clause: "Data fields (new)", level: "required", applies: "document", judge: check.toolName },
    { id: "timestamp", title: "Timestamp", clause: "Data fields", level: "required", applies: "document", judge: check.timestamp },
    {
      id: "generation-context",
      title: "Generation context",
      clause: "Data fields (new)",
      level: "required",
      applies: "document",
      judge: check.generationContext,
    },
    {
      id: "automation-support",
      title: "A format that machines read",
      clause: "Automation support",
      level: "required",
      applies: "document",
      judge: (facts) => ({ isMet: true, found: check.formatOfDocument(facts) }),
    },
    {
      id: "coverage",
      title: "Coverage and known unknowns",
      clause: "Practices and processes",
      level: "required",
      applies: "nothing",
      why: "A document does not show what it leaves out.",
    },
  ],
};
