import type { BomFormat } from "../model";
import * as check from "./checks";
import type { Facts, JudgedComponent, Profile } from "./model";

/** BSI TR-03183-2, version 2.1.0 of 20 August 2025. */
export const bsiTr03183: Profile = {
  id: "bsi-tr-03183-2-2.1",
  title: "BSI TR-03183-2, version 2.1",
  source: "BSI, TR-03183 Cyber Resilience Requirements, part 2: SBOM, version 2.1.0, 2025-08-20",
  rules: [
    { id: "format", title: "CycloneDX 1.6 or SPDX 3.0.1, as JSON or XML", clause: "4", level: "required", applies: "document", judge: judgeFormat },
    {
      id: "level-of-detail",
      title: "Every component, also transitive ones",
      clause: "5.1",
      level: "required",
      applies: "nothing",
      why: "A document does not show what it leaves out.",
    },
    { id: "sbom-creator", title: "Creator of the SBOM, with e-mail or URL", clause: "5.2.1", level: "required", applies: "document", judge: judgeCreator },
    { id: "timestamp", title: "Timestamp", clause: "5.2.1", level: "required", applies: "document", judge: check.timestamp },
    {
      id: "component-creator",
      title: "Component creator, with e-mail or URL",
      clause: "5.2.2",
      level: "required",
      applies: "components",
      judge: check.hasMakersContact,
    },
    { id: "component-name", title: "Component name", clause: "5.2.2", level: "required", applies: "components", judge: check.hasName },
    { id: "component-version", title: "Component version", clause: "5.2.2", level: "required", applies: "components", judge: check.hasVersion },
    {
      id: "filename",
      title: "Filename of the component",
      clause: "5.2.2",
      level: "required",
      applies: "components",
      judge: ({ details }) => details.fileName !== null,
    },
    { id: "dependencies", title: "Dependencies on other components", clause: "5.2.2", level: "required", applies: "components", judge: check.isInRelationship },
    { id: "distribution-licences", title: "Distribution licences", clause: "5.2.2", level: "required", applies: "components", judge: hasDistributionLicence },
    {
      id: "deployable-hash",
      title: "SHA-512 of the deployable component",
      clause: "5.2.2",
      level: "required",
      applies: "components",
      judge: hasDeployableHash,
    },
    { id: "executable", title: "Executable property", clause: "5.2.2", level: "required", applies: "components", judge: check.traitOf("executable") },
    { id: "archive", title: "Archive property", clause: "5.2.2", level: "required", applies: "components", judge: check.traitOf("archive") },
    { id: "structured", title: "Structured property", clause: "5.2.2", level: "required", applies: "components", judge: check.traitOf("structured") },
    {
      id: "sbom-uri",
      title: "SBOM-URI",
      clause: "5.2.3",
      level: "recommended",
      applies: "document",
      judge: ({ bom }) => ({ isMet: bom.serialNumber !== null, found: null }),
    },
    {
      id: "source-uri",
      title: "Source code URI",
      clause: "5.2.4",
      level: "recommended",
      applies: "components",
      judge: ({ details }) => details.repositoryUrl !== null,
    },
    {
      id: "deployable-uri",
      title: "URI of the deployable form",
      clause: "5.2.4",
      level: "recommended",
      applies: "components",
      judge: ({ details }) => details.downloadUrl !== null,
    },
    { id: "other-identifiers", title: "Other unique identifiers", clause: "5.2.4", level: "recommended", applies: "components", judge: check.hasIdentifier },
    {
      id: "original-licences",
      title: "Original licences",
      clause: "5.2.4",
      level: "recommended",
      applies: "components",
      judge: ({ details }) => check.isStated(details.licences.declared),
    },
    {
      id: "vulnerabilities",
      title: "No vulnerability information in the SBOM",
      clause: "3.1",
      level: "required",
      applies: "nothing",
      why: "Vulnerabilities that a document lists are not read.",
    },
  ],
};

const formats: Partial<Record<BomFormat, (specVersion: string) => boolean>> = {
  "cyclonedx-json": isCyclonedx16,
  "cyclonedx-xml": isCyclonedx16,
  "spdx3-json-ld": (version) => version !== "3.0" && version !== "3.0.0",
};

function isCyclonedx16(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 1 || (major === 1 && minor >= 6);
}

function judgeFormat(facts: Facts) {
  const { format, specVersion } = facts.bom;
  return { isMet: formats[format]?.(specVersion) === true, found: check.formatOfDocument(facts) };
}

function judgeCreator({ origin: { authors } }: Facts) {
  const contact = authors.find((author) => author.contact !== null)?.contact ?? null;
  return { isMet: contact !== null, found: contact };
}

/** CycloneDX says so with the acknowledgement `concluded`, SPDX with its concluded licence. */
function hasDistributionLicence({ details }: JudgedComponent): boolean {
  return check.isStated(details.licences.concluded);
}

/** CycloneDX has the hash of what is deployed at the reference `distribution`; SPDX has one kind of hash only. */
function hasDeployableHash({ details }: JudgedComponent, { bom }: Facts): boolean {
  return check.hasSha512(bom.format.startsWith("spdx") ? details.hashes : details.distributionHashes);
}
