import * as check from "./checks";
import type { Profile } from "./model";

/** The Minimum Elements For a Software Bill of Materials, NTIA, 12 July 2021. */
export const ntia2021: Profile = {
  id: "ntia-2021",
  title: "NTIA minimum elements 2021",
  source: "NTIA, The Minimum Elements For a Software Bill of Materials, 2021-07-12",
  rules: [
    { id: "supplier-name", title: "Supplier name", clause: "Data fields", level: "required", applies: "components", judge: check.hasMaker },
    { id: "component-name", title: "Component name", clause: "Data fields", level: "required", applies: "components", judge: check.hasName },
    { id: "component-version", title: "Version of the component", clause: "Data fields", level: "required", applies: "components", judge: check.hasVersion },
    {
      id: "other-unique-identifiers",
      title: "Other unique identifiers",
      clause: "Data fields",
      level: "required",
      applies: "components",
      judge: check.hasIdentifier,
    },
    {
      id: "dependency-relationship",
      title: "Dependency relationship",
      clause: "Data fields",
      level: "required",
      applies: "components",
      judge: check.isInRelationship,
    },
    { id: "sbom-author", title: "Author of SBOM data", clause: "Data fields", level: "required", applies: "document", judge: check.authorOfSbom },
    { id: "timestamp", title: "Timestamp", clause: "Data fields", level: "required", applies: "document", judge: check.timestamp },
    {
      id: "automation-support",
      title: "A format that machines read",
      clause: "Automation support",
      level: "required",
      applies: "document",
      judge: (facts) => ({ isMet: true, found: check.formatOfDocument(facts) }),
    },
    {
      id: "practices",
      title: "Frequency, depth, known unknowns, distribution, access, mistakes",
      clause: "Practices and processes",
      level: "required",
      applies: "nothing",
      why: "These are about how SBOMs are made and handed on; one document does not show it.",
    },
  ],
};
