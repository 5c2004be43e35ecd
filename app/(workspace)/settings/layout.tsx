import { SettingsTabs } from "@/components/settings/settings-tabs";

/** What every page of the settings begins with. */
export default function SettingsLayout({ children }: { children: React.ReactNode }) {
  return (
    <>
      <SettingsTabs />
      {children}
    </>
  );
}
