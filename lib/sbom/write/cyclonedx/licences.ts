import { Enums, Models, SPDX } from "@cyclonedx/cyclonedx-library";
import type { ComponentLicences } from "../../model";
import { isLicenceExpression, isNoLicence } from "../licences";

/**
 * The licences of a component. Who says so is told by `acknowledgement` from 1.6 on; before that only one kind can be
 * given: the declared ones, or the concluded ones where nothing is declared.
 */
export function statedLicences({ declared, concluded }: ComponentLicences, hasAcknowledgement: boolean): Models.LicenseRepository {
  const { Declared, Concluded } = Enums.LicenseAcknowledgement;
  const isStated = (text: string) => text !== "" && !isNoLicence(text);
  const said = declared.filter(isStated).map((text) => ({ text, acknowledgement: Declared }));
  const found = concluded.filter(isStated).map((text) => ({ text, acknowledgement: Concluded }));
  const all = hasAcknowledgement ? [...said, ...found] : said.length > 0 ? said : found;
  return repositoryOf(all, hasAcknowledgement);
}

/** Licences that were found in the component: its evidence. */
export function observedLicences(observed: readonly string[]): Models.LicenseRepository {
  return repositoryOf(
    observed.filter((text) => text !== "" && !isNoLicence(text)).map((text) => ({ text })),
    false,
  );
}

type Statement = { text: string; acknowledgement?: Enums.LicenseAcknowledgement };

/** An expression stands alone (CycloneDX 1.6, licenseChoice); among others it is given by name. */
function repositoryOf(statements: readonly Statement[], hasAcknowledgement: boolean): Models.LicenseRepository {
  const isAlone = statements.length === 1;
  return new Models.LicenseRepository(
    statements.map(({ text, acknowledgement }) => {
      const licence = licenceOf(text, isAlone);
      if (hasAcknowledgement) licence.acknowledgement = acknowledgement;
      return licence;
    }),
  );
}

function licenceOf(text: string, isAlone: boolean): Models.License {
  if (SPDX.isSupportedSpdxId(text)) return new Models.SpdxLicense(text);
  if (isAlone && isLicenceExpression(text)) return new Models.LicenseExpression(text);
  return new Models.NamedLicense(text);
}
