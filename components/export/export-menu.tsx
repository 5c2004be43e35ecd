"use client";
import { ChevronDown, Download } from "lucide-react";
import { Fragment } from "react";
import { VexExportLinks } from "@/components/decisions/vex/vex-export-links";
import { Button } from "@/components/ui/button";
import { Menu, MenuGroup, MenuLabel, MenuLink, MenuPopup, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { withQuery } from "@/components/urls";
import { exportFormats } from "@/lib/sbom/write/formats";

type ExportMenuProps = {
  /** The address of the export in the API, without its query. */
  href: string;
  /** The stored document as it was received, where there is one. */
  documentHref?: string;
  /** The service of which decisions are offered too. */
  decisionsOf?: string;
};

/** Everything that a build or a service can be saved as: plain links, so that they work as any download does. */
export function ExportMenu({ href, documentHref, decisionsOf }: ExportMenuProps) {
  return (
    <Menu>
      <MenuTrigger render={<Button />}>
        <Download aria-hidden /> Export <ChevronDown aria-hidden className="opacity-60" />
      </MenuTrigger>
      <MenuPopup align="end" className="min-w-56">
        {documentHref === undefined ? null : (
          <>
            <MenuLink href={documentHref} download>
              Document as received
            </MenuLink>
            <MenuSeparator />
          </>
        )}
        {exportFormats.map(({ format, label, versions }) => (
          <Fragment key={format}>
            {[...versions].sort().map((specVersion) => (
              <MenuLink key={specVersion} href={withQuery(href, { format, specVersion })} download>
                {format === "csv" ? label : `${label} ${specVersion}`}
              </MenuLink>
            ))}
            {versions.length > 1 ? <MenuSeparator /> : null}
          </Fragment>
        ))}
        {decisionsOf === undefined ? null : (
          <>
            <MenuSeparator />
            <MenuGroup>
              <MenuLabel>Decisions that count</MenuLabel>
              <VexExportLinks service={decisionsOf} />
            </MenuGroup>
          </>
        )}
      </MenuPopup>
    </Menu>
  );
}
