import Link from "next/link";
import { ArtifactLink } from "@/components/aws/artifact-link";
import { type MapActs, MapResource } from "@/components/aws/map-resource";
import { scanWords, typeWords, wayWords } from "@/components/aws/resource-words";
import { accountNumber } from "@/components/aws/words";
import { count } from "@/components/ui/number-format";
import { Td } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { buildHref } from "@/components/urls";
import type { AwsResourceAnswer } from "@/lib/aws/resources/schemas";
import { visible } from "@/lib/text/visible.mjs";

type ResourceRowProps = { resource: AwsResourceAnswer; account: string | null; acts: MapActs | null };
const tagsShown = 3;

export function ResourceRow({ resource, account, acts }: ResourceRowProps) {
  const { name, tags, key, type, typeName, region, digest, openFindings, artifacts } = resource;
  const tagText = tags.slice(0, tagsShown).join(", ") + (tags.length > tagsShown ? ` and ${tags.length - tagsShown} more` : "");
  const isTold = artifacts.some(({ by }) => by === "digest" || by === "index" || by === "scan");
  return (
    <tr className="hover:bg-hover [&>td]:align-top [&>td]:py-[7px]">
      <Td className="max-w-80 max-md:basis-full lg:w-[24%] lg:max-w-0" title={visible([key, digest].filter(Boolean).join("\n"))}>
        <span className="block font-medium font-mono text-[12.5px] max-md:whitespace-normal max-md:wrap-anywhere md:truncate">
          <VisibleText text={name || key} />
        </span>
        {tagText ? (
          <span className="block truncate text-muted text-xs" title={visible(tags.join("\n"))}>
            <VisibleText text={tagText} />
          </span>
        ) : null}
      </Td>
      <Td title={typeName}>{type === "OTHER" ? <VisibleText text={typeName} /> : typeWords[type]}</Td>
      <Td className="max-w-52">
        <span className="block truncate" title={accountNumber(resource.account)}>
          {account === null ? <span className="font-mono text-[12.5px]">{accountNumber(resource.account)}</span> : <VisibleText text={account} />}
        </span>
        <span className="block truncate font-mono text-muted text-xs">{region}</span>
      </Td>
      <Td className="whitespace-normal max-md:basis-full lg:w-[34%] lg:max-w-0">
        <What resource={resource} />
      </Td>
      <Td label="Open findings" className="text-right">
        {openFindings === 0 ? <span className="text-muted">0</span> : count(openFindings)}
      </Td>
      <Td className="max-w-56">
        <Scanned scan={resource.scan} />
      </Td>
      {acts ? (
        <Td className="text-right">
          {isTold || type === "SBOM" ? null : (
            <MapResource
              resource={{ id: resource.id, name: name || key, account: resource.account, hints: resource.hints, mapped: artifacts.length > 0 }}
              acts={acts}
            />
          )}
        </Td>
      ) : null}
    </tr>
  );
}

/** What a resource is, or what it may be. */
function What({ resource: { artifacts, hints } }: { resource: AwsResourceAnswer }) {
  if (artifacts.length > 0)
    return (
      <ul>
        {artifacts.map(({ service, artifact, build, by }) => (
          <li key={artifact.id} className="flex flex-wrap items-baseline gap-x-2">
            <ArtifactLink service={service} artifact={artifact} />
            {build ? (
              <Link prefetch={false} href={buildHref(service.slug, artifact.id, build.seq)} className="link max-w-40 truncate text-xs">
                <VisibleText text={build.version ?? `build ${build.seq}`} />
              </Link>
            ) : null}
            <Way by={by} />
          </li>
        ))}
      </ul>
    );
  return (
    <>
      <span className="text-affected">not found</span>
      {hints.length === 0 ? <span className="text-muted"> and nothing is called alike</span> : null}
      <ul className="text-muted text-xs">
        {hints.map(({ artifact, text }) => (
          <li key={artifact.id} className="wrap-anywhere">
            <VisibleText text={text} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Way({ by }: { by: AwsResourceAnswer["artifacts"][number]["by"] }) {
  const { word, hint } = wayWords[by];
  const isWeak = by === "tag" || by === "name";
  return (
    <span className="shrink-0 text-muted text-xs" title={hint}>
      by {word}
      {isWeak ? <span className="ml-1.5 rounded border border-unknown/40 px-1 text-2xs text-unknown">weak</span> : null}
    </span>
  );
}

function Scanned({ scan }: { scan: AwsResourceAnswer["scan"] }) {
  const { state, reason, at } = scanWords(scan);
  if (state === "unknown") return <span className="text-muted">not known</span>;
  return (
    <>
      <span className="block truncate">
        {state === "scanned" ? (
          at === null ? (
            "not scanned yet"
          ) : (
            <>
              scanned <RelativeTime at={at} />
            </>
          )
        ) : (
          <span className="text-unknown">no longer scanned</span>
        )}
      </span>
      {reason ? (
        <span className="block truncate text-muted text-xs" title={scan?.reason ?? undefined}>
          <VisibleText text={reason} />
        </span>
      ) : null}
    </>
  );
}
