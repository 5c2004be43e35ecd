import Link from "next/link";
import { Notice } from "@/components/ui/notice";
import { VisibleText } from "@/components/ui/visible-text";
import { buildHref, withQuery } from "@/components/urls";
import type { ServiceDetail } from "@/lib/inventory/read/schemas";

/** Why nothing can be said of a service where nothing was found, and what ends that; nothing for a current one. */
export function StatusNotice({ service }: { service: ServiceDetail }) {
  const upload = (
    <Link href={withQuery("/upload", { service: service.name })} className="link-inline">
      Upload
    </Link>
  );
  switch (service.status) {
    case "fresh":
      return null;
    case "retired":
      return (
        <Notice tone="info" title="This service is retired">
          Nothing of it is shipped any more, so questions about now leave it out. Questions about an earlier moment still see it, and its next upload brings it
          back. {upload}
        </Notice>
      );
    case "no_sbom":
      return (
        <Notice tone="warning" title="Nothing is known of this service">
          No SBOM was ever committed for it, so every question answers unknown. {upload}
        </Notice>
      );
    case "stale":
      return (
        <Notice tone="warning" title={unknownWhereNothing}>
          An SBOM is older than {service.freshnessDays} days. Build it again, or upload the SBOM of what runs now. {upload}
        </Notice>
      );
    case "incomplete":
      return (
        <Notice tone="warning" title={unknownWhereNothing}>
          <ul>
            {service.artifacts.map(({ id, name, ref, status, head }) =>
              status === "incomplete" && head ? (
                <li key={id}>
                  <Link href={buildHref(service.slug, id, head.seq)} className="link-inline">
                    <VisibleText text={`${name} ${ref}`} /> build {head.seq}
                  </Link>{" "}
                  {reasonOf(head)}
                </li>
              ) : null,
            )}
          </ul>
          Look at the build's warnings, let the SBOM generator see what is shipped, and upload its next SBOM. {upload}
        </Notice>
      );
  }
}

const unknownWhereNothing = "Its answers are unknown where nothing was found";

function reasonOf({ components, completeness }: NonNullable<ServiceDetail["artifacts"][number]["head"]>): string {
  if (components === 0) return "lists no component.";
  return completeness === "incomplete" ? "says itself that it is incomplete." : "has components that could not be read.";
}
