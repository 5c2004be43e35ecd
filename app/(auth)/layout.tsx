import { BrandMark } from "@/components/shell/brand";

/** Pages for people who are not signed in: one panel, nothing else to do. */
export default function AuthLayout({ children }: { children: React.ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex min-h-dvh w-full max-w-[400px] flex-col justify-center gap-6 px-4 py-12 outline-none">
      <p className="flex items-center gap-2 font-semibold text-lg tracking-[-0.01em]">
        <BrandMark className="size-5 text-link" /> Wherein
      </p>
      {children}
    </main>
  );
}
