import Link from "next/link";

/** The mark: "is an element of", which is the question that the product answers. */
export function BrandMark({ className = "size-4" }: { className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={className} fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round">
      <title>Wherein</title>
      <path d="M13.5 2.5H8a5.5 5.5 0 0 0 0 11h5.5M2.6 8h10.4" />
    </svg>
  );
}

export function Brand() {
  return (
    <Link href="/" className="flex items-center gap-2 rounded font-semibold text-[15px] tracking-[-0.01em]">
      <BrandMark className="size-[17px] text-link" />
      <span className="max-sm:sr-only">Wherein</span>
    </Link>
  );
}
