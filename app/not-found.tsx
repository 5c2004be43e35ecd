import type { Metadata } from "next";
import { Brand } from "@/components/shell/brand";
import { NotFoundPage } from "@/components/shell/not-found-page";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <>
      <header className="flex h-12 items-center border-line border-b bg-panel px-4 sm:px-6">
        <Brand />
      </header>
      <main id="main" tabIndex={-1} className="px-4 outline-none">
        <NotFoundPage />
      </main>
    </>
  );
}
