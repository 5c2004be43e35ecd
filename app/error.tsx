"use client";
import { ErrorPage } from "@/components/shell/error-page";

export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main id="main" tabIndex={-1} className="px-4 outline-none">
      <ErrorPage error={error} retry={retry} />
    </main>
  );
}
