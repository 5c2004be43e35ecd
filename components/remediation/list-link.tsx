import Link from "next/link";

type ListLinkProps = { href: string | null; className?: string; label?: string; title?: string; children: React.ReactNode };

/** A number, or words with one, that leads to the list of what it counts; where there is no such list it stands by itself. */
export function ListLink({ href, className, label, title, children }: ListLinkProps) {
  if (href === null) return <span title={title}>{children}</span>;
  return (
    <Link href={href} prefetch={false} className={className} aria-label={label} title={title}>
      {children}
    </Link>
  );
}

/** Beside figures of a past day: why some of them lead nowhere. */
export function PastNote() {
  return <p className="mt-1.5 text-muted text-xs">What was overdue then, and which SBOMs were fresh, is counted here but listed of today only.</p>;
}
