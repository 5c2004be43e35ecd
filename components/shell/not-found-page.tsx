import { ButtonLink } from "@/components/ui/button";

/** 404: what it can mean here, and where to go. */
export function NotFoundPage() {
  return (
    <div className="mx-auto max-w-[560px] py-[12vh]">
      <h1 className="font-medium text-2xl tracking-[-0.018em]">There is nothing at this address</h1>
      <p className="mt-2 text-base text-muted">
        The service, build or package may never have been uploaded here, or the address was cut. Names in addresses are written exactly as in the inventory.
      </p>
      <div className="mt-6 flex gap-2">
        <ButtonLink href="/" look="primary">
          Ask a question
        </ButtonLink>
        <ButtonLink href="/services">Services</ButtonLink>
      </div>
    </div>
  );
}
