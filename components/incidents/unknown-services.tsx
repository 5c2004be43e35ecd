import { reasonWords } from "@/components/blast-radius/unknown-reasons";
import { count } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import { unknownReasons } from "@/lib/blast-radius/schemas";
import type { Incident, IncidentService } from "@/lib/incidents/schemas";

/** By reason, as names: what ends it stands once. */
export function UnknownServices({ services, byReason: total }: { services: readonly IncidentService[]; byReason: Incident["unknown"]["byReason"] }) {
  const byReason = unknownReasons
    .map((reason) => [reason, services.filter(({ unknown }) => unknown === reason)] as const)
    .filter(([reason]) => total[reason] > 0);
  return (
    <dl className="flex flex-col gap-2">
      {byReason.map(([reason, some]) => (
        <div key={reason}>
          <dt className="font-medium">
            {count(total[reason])}: {reasonWords[reason].short}. <span className="font-normal text-muted">{reasonWords[reason].next}</span>
          </dt>
          <dd className="wrap-anywhere">
            {some.map(({ service, status }, index) => (
              <span key={service.slug}>
                {index > 0 ? ", " : ""}
                <VisibleText text={service.name} />
                {status ? ` (${status.replaceAll("_", " ")})` : ""}
              </span>
            ))}
            {total[reason] > some.length ? ` and ${count(total[reason] - some.length)} more` : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
