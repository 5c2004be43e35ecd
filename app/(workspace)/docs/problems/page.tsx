import type { Metadata } from "next";
import { Inline } from "@/components/docs/prose";
import { requirePageContext } from "@/lib/auth";
import { problemKinds } from "@/lib/http";

export const metadata: Metadata = { title: "Problems" };

/** Where the `type` of every problem of the API points to: one row per code. */
export default async function ProblemsPage() {
  await requirePageContext();
  return (
    <div className="max-w-[760px]">
      <h1 className="font-semibold text-xl">Problems</h1>
      <p className="mt-1 text-muted">
        Every error of the API is an RFC 9457 problem. Branch on <code className="font-mono">code</code>, and on <code className="font-mono">reason</code> where
        there is one; quote <code className="font-mono">requestId</code> when you ask for help.
      </p>
      <dl className="mt-6 flex flex-col gap-4">
        {Object.entries(problemKinds).map(([code, { status, title, meaning }]) => (
          <div key={code} id={code} className="scroll-mt-16">
            <dt className="font-medium">
              <code className="font-mono">{code}</code> · {status} · {title}
            </dt>
            <dd className="mt-0.5 text-muted">
              <Inline text={meaning} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
