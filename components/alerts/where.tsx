import Link from "next/link";
import { Fragment } from "react";
import { shortName } from "@/components/alerts/alert-words";
import { count, plural } from "@/components/ui/number-format";
import { ShortTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { serviceHref } from "@/components/urls";
import type { Alert, AlertService } from "@/lib/alerts/schemas";

const namedMax = 3;

/** Where it is now and where it was: a few services by name, the others as a number. */
export function Where({ alert }: { alert: Alert }) {
  const present = alert.services.filter((service) => service.present);
  const past = alert.services.filter((service) => !service.present);
  const pastCount = alert.serviceCount - alert.presentServiceCount;
  return (
    <>
      {alert.presentServiceCount > 0 ? (
        <span>
          Present now in <Names services={present} total={alert.presentServiceCount} />
          {". "}
        </span>
      ) : null}
      {pastCount > 0 ? (
        <span>
          {alert.presentServiceCount > 0 ? "Was present in " : "It is not there now; it was present in "}
          <Names services={past} total={pastCount} withTimes />.
        </span>
      ) : null}
    </>
  );
}

function Names({ services, total, withTimes = false }: { services: readonly AlertService[]; total: number; withTimes?: boolean }) {
  const named = services.slice(0, namedMax);
  const more = total - named.length;
  return (
    <>
      {named.map((service, index) => (
        <Fragment key={service.slug}>
          {index === 0 ? "" : more === 0 && index === named.length - 1 ? " and " : ", "}
          <Link href={serviceHref(service.slug)} prefetch={false} className="link-inline text-fg wrap-anywhere">
            <VisibleText text={shortName(service.name)} />
          </Link>
          {withTimes && service.to ? (
            <>
              {" from "}
              <ShortTime at={service.from} /> to <ShortTime at={service.to} />
            </>
          ) : null}
        </Fragment>
      ))}
      {more > 0 ? `${named.length > 0 ? " and " : ""}${named.length > 0 ? `${count(more)} more` : plural(more, "service")}` : ""}
    </>
  );
}
