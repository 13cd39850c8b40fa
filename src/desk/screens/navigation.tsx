/** The ways to every screen: in a row where there is room for it, behind one button on a telephone. */
import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent, MouseEvent, ReactNode } from "react";
import { rolesMay } from "../../accounts/rules/permissions.ts";
import type { Permission } from "../../accounts/rules/permissions.ts";
import type { Me } from "../../accounts/shape.ts";
import { Link } from "../parts/link.tsx";
import { useRouter } from "../router.ts";
import { useSpeech } from "../speech.tsx";

/** Every screen with who has something to do at it. `house`: about the organisation, shown more quietly behind the work itself. */
const screens = [
  { path: "/", name: "today", may: "case.list", house: false },
  { path: "/zaken", name: "cases", may: "case.list", house: false },
  { path: "/bellen", name: "calls", may: "call-back.list", house: false },
  { path: "/telefoon", name: "intake", may: "case.write", house: false },
  { path: "/doorverwijzingen", name: "offers", may: "case.list", house: false },
  { path: "/ministerie", name: "ministry", may: "escalation.list", house: false },
  { path: "/klachten", name: "procedures", may: "procedure.list", house: false },
  { path: "/zoeken", name: "search", may: "case.list", house: false },
  { path: "/werk", name: "work", may: "case.list", house: true },
  { path: "/rooster", name: "roster", may: "duty.read", house: true },
  { path: "/teksten", name: "texts", may: "text.read", house: true },
  { path: "/team", name: "team", may: "team.read", house: true },
  { path: "/kalender", name: "calendar", may: "calendar.read", house: true },
  { path: "/leden", name: "members", may: "member.invite", house: true },
  { path: "/netwerk", name: "network", may: "organisation.list", house: true },
  { path: "/publiceren", name: "release", may: "release.read", house: true },
  { path: "/lessen", name: "lessons", may: "lesson.list", house: true },
  { path: "/cijfers", name: "figures", may: "figures.read", house: true },
  { path: "/netwerkcijfers", name: "networkFigures", may: "figures.network", house: true },
  { path: "/account", name: "account", may: undefined, house: true },
] as const satisfies readonly { readonly path: string; readonly name: string; readonly may: Permission | undefined; readonly house: boolean }[];

/** Screens this person has something to do at. */
export function screensOf(me: Me): readonly (typeof screens)[number][] {
  return screens.filter(({ may }) => may === undefined || rolesMay(me.roles, may));
}

/** Where somebody is: the screen of the address, or the one that what is open belongs to. */
function placeOf(me: Me, path: string): ReturnType<typeof screensOf>[number] | undefined {
  const all = screensOf(me);
  const [home] = all;
  return all.find((one) => path === one.path || (one.path !== "/" && path.startsWith(`${one.path}/`))) ?? (path === "/" ? home : undefined);
}

const narrow = "(max-width: 40rem)";

/** A telephone, or text that was made so large that it comes to the same. */
export function useNarrow(): boolean {
  const [is, setIs] = useState(() => matchMedia(narrow).matches);
  useEffect(() => {
    const asked = matchMedia(narrow);
    const follow = (): void => setIs(asked.matches);
    asked.addEventListener("change", follow);
    return () => asked.removeEventListener("change", follow);
  }, []);
  return is;
}

function Screens({ me }: { readonly me: Me }) {
  const { t } = useSpeech();
  return (
    <ul>
      {screensOf(me).map((screen) => (
        <li key={screen.path} className={screen.house ? "nav-house" : undefined}>
          <Link to={screen.path}>{t.nav[screen.name]}</Link>
        </li>
      ))}
    </ul>
  );
}

/** Closes once somebody chose; who chooses where he is already, or changes his mind, keeps a place to go on from. */
function Folded({ me, children }: { readonly me: Me; readonly children: ReactNode }) {
  const { t } = useSpeech();
  const { path } = useRouter();
  const place = useRef<HTMLDetailsElement>(null);
  const here = placeOf(me, path);
  const close = (): void => {
    if (place.current !== null) place.current.open = false;
  };
  const chosen = (event: MouseEvent<HTMLElement>): void => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null) return;
    close();
    if (link.hasAttribute("aria-current")) document.querySelector<HTMLElement>("main h1")?.focus();
  };
  const escaped = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== "Escape" || place.current?.open !== true) return;
    close();
    place.current.querySelector("summary")?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- hears what is pressed on the links inside
    <details ref={place} className="nav-fold" onKeyDown={escaped} onClick={chosen}>
      <summary>
        {t.app.menu} {here !== undefined && <span className="soft">{t.nav[here.name]}</span>}
      </summary>
      <Screens me={me} />
      {children}
    </details>
  );
}

/** `children`: what can be done from every screen, behind the screens. */
export function Navigation({ me, narrow: isNarrow, children }: { readonly me: Me; readonly narrow: boolean; readonly children: ReactNode }) {
  const { t } = useSpeech();
  return (
    <nav className="nav" aria-label={t.app.menu}>
      {isNarrow ? (
        <Folded me={me}>{children}</Folded>
      ) : (
        <>
          <Screens me={me} />
          {children}
        </>
      )}
    </nav>
  );
}
