import { safeRunUrl } from "@/components/blast-radius/run-url";

/** A CI run, which is a text of whoever uploaded: a link only where it leads to the web. */
export function RunLink({ url, children }: { url: string; children: React.ReactNode }) {
  const href = safeRunUrl(url);
  if (href === null) return <span className="text-muted">{children}</span>;
  return (
    <a className="link-inline" href={href} rel="noopener noreferrer" target="_blank">
      {children}
    </a>
  );
}
