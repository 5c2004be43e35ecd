import * as check from "./checks";
import { minimumElements, notJudged, ofComponents, ofDocument } from "./minimum-elements";
import type { Profile } from "./model";

const clause = "Data fields";

/** The Minimum Elements For a Software Bill of Materials, NTIA, 12 July 2021. */
export const ntia2021: Profile = {
  id: "ntia-2021",
  title: "NTIA minimum elements 2021",
  source: "NTIA, The Minimum Elements For a Software Bill of Materials, 2021-07-12",
  rules: [
    ofComponents({ id: "supplier-name", title: "Supplier name", clause }, check.hasMaker),
    minimumElements.componentName,
    ofComponents({ id: "component-version", title: "Version of the component", clause }, check.hasVersion),
    ofComponents({ id: "other-unique-identifiers", title: "Other unique identifiers", clause }, check.hasIdentifier),
    minimumElements.dependencyRelationship,
    ofDocument({ id: "sbom-author", title: "Author of SBOM data", clause }, check.authorOfSbom),
    minimumElements.timestamp,
    minimumElements.automationSupport,
    notJudged(
      { id: "practices", title: "Frequency, depth, known unknowns, distribution, access, mistakes", clause: "Practices and processes" },
      "These are about how SBOMs are made and handed on; one document does not show it.",
    ),
  ],
};
