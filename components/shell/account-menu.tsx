"use client";
import { BookOpen, CircleUser, KeyRound, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { signOut } from "next-auth/react";
import { useState } from "react";
import { applyTheme, type Theme, themeOf, themes } from "@/components/shell/theme";
import { Button } from "@/components/ui/button";
import { Menu, MenuGroup, MenuItem, MenuLabel, MenuLink, MenuPopup, MenuRadio, MenuRadioGroup, MenuSeparator, MenuTrigger } from "@/components/ui/menu";

const looks = { system: { icon: Monitor, label: "As the system" }, light: { icon: Sun, label: "Light" }, dark: { icon: Moon, label: "Dark" } } as const;

/** Who is signed in, the theme, and the way out. */
export function AccountMenu({ name, theme: initial }: { name: string; theme: Theme }) {
  const [theme, setTheme] = useState(initial);
  function choose(value: string) {
    const next = themeOf(value);
    setTheme(next);
    applyTheme(next);
  }
  return (
    <Menu>
      <MenuTrigger render={<Button look="ghost" className="-mr-2 max-w-44" aria-label={`Account: ${name}`} />}>
        <CircleUser aria-hidden className="size-4!" />
        <span className="truncate max-md:hidden">{name}</span>
      </MenuTrigger>
      <MenuPopup align="end" className="w-56">
        <MenuGroup>
          <MenuLabel className="truncate">Signed in as {name}</MenuLabel>
          <MenuLink href="/settings/tokens">
            <KeyRound aria-hidden /> API tokens
          </MenuLink>
          <MenuLink href="/docs/api">
            <BookOpen aria-hidden /> API reference
          </MenuLink>
        </MenuGroup>
        <MenuSeparator />
        <MenuGroup>
          <MenuLabel>Theme</MenuLabel>
          <MenuRadioGroup value={theme} onValueChange={choose}>
            {themes.map((key) => {
              const { icon: Icon, label } = looks[key];
              return (
                <MenuRadio key={key} value={key} closeOnClick>
                  <Icon aria-hidden className="text-muted" /> {label}
                </MenuRadio>
              );
            })}
          </MenuRadioGroup>
        </MenuGroup>
        <MenuSeparator />
        <MenuItem onClick={() => signOut({ callbackUrl: "/sign-in" })}>
          <LogOut aria-hidden /> Sign out
        </MenuItem>
      </MenuPopup>
    </Menu>
  );
}
