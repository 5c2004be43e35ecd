import Link from "next/link";

/** Back to the accounts. */
export function Breadcrumb() {
  return (
    <nav aria-label="Breadcrumb" className="mb-1 text-muted text-xs">
      <Link href="/settings/aws" className="link">
        Accounts
      </Link>
    </nav>
  );
}
