import { MenuLink } from "@/components/ui/menu";
import { withQuery } from "@/components/urls";

const formats = [
  ["openvex", "OpenVEX 0.2.0"],
  ["cyclonedx", "CycloneDX VEX 1.6"],
  ["csaf", "CSAF VEX 2.0"],
] as const;

/** Links of a menu to the decisions that count, in each format. */
export function VexExportLinks({ service, team }: { service?: string | undefined; team?: string | undefined }) {
  return formats.map(([format, label]) => (
    <MenuLink key={format} href={withQuery("/api/v1/decisions/export", { format, service, team })} download>
      {label}
    </MenuLink>
  ));
}
