import { VisibleText } from "@/components/ui/visible-text";

type ReferencesProps = { references: readonly { type?: string; url: string }[] };

/** Addresses, one a line. Only those of the web are links: the others are shown as what they are. */
export function References({ references }: ReferencesProps) {
  return (
    <ul className="flex flex-col gap-1">
      {references.map(({ type, url }) => (
        <li key={url} className="truncate" title={url}>
          {type ? <span className="mr-2 text-muted text-xs">{type.toLowerCase()}</span> : null}
          {/^https?:\/\//i.test(url) ? (
            <a href={url} rel="noreferrer nofollow noopener" target="_blank" className="link">
              <VisibleText text={url.replace(/^https?:\/\//i, "")} />
            </a>
          ) : (
            <VisibleText text={url} />
          )}
        </li>
      ))}
    </ul>
  );
}
