import { ButtonLink } from "@/components/ui/button";

const steps = [
  {
    title: "Name the account",
    text: "Its twelve digits and the regions in which Inspector is switched on. A delegated administrator of Inspector answers for all its members.",
  },
  {
    title: "Create the role",
    text: "The form has the trust policy, with an external id, and the smallest permission policy, ready to copy. No key is ever stored.",
  },
  { title: "Check access", text: "Wherein asks AWS who it is there and what is missing. Findings begin to arrive within a minute." },
] as const;

/** How to begin, where no account is connected. */
export function ConnectSteps({ mayWrite }: { mayWrite: boolean }) {
  return (
    <section aria-label="How to connect AWS" className="panel px-4 py-6 sm:px-6">
      <h2 className="font-semibold text-lg">Nothing is asked of AWS yet</h2>
      <p className="mt-0.5 mb-5 max-w-prose text-muted">
        Inspector knows what runs; SBOMs know what was built. Connect an account, and both stand side by side on every service.
      </p>
      <ol className="grid gap-5 md:grid-cols-3">
        {steps.map(({ title, text }, index) => (
          <li key={title} className="border-line border-t pt-3">
            <p className="font-medium">
              <span aria-hidden className="mr-2 text-muted">
                {index + 1}
              </span>
              {title}
            </p>
            <p className="mt-1 text-muted">{text}</p>
          </li>
        ))}
      </ol>
      {mayWrite ? (
        <ButtonLink href="/settings/aws/accounts/new" look="primary" size="md" className="mt-6">
          Connect an account
        </ButtonLink>
      ) : (
        <p className="mt-6 text-muted">Administrators connect accounts.</p>
      )}
    </section>
  );
}
