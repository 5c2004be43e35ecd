import { AwsTabs } from "@/components/aws/aws-tabs";

/** What every page about AWS begins with. */
export default function AwsLayout({ children }: { children: React.ReactNode }) {
  return (
    <>
      <AwsTabs />
      {children}
    </>
  );
}
