/** Which screen: outside, locked, or the one of the address. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Component, useMemo } from "react";
import type { ReactNode } from "react";
import { rolesMay } from "../accounts/rules/permissions.ts";
import type { Me } from "../accounts/shape.ts";
import { Refusal } from "./api.ts";
import { Link } from "./parts/link.tsx";
import { Notice, Waiting } from "./parts/notice.tsx";
import { RouterContext, usePath, useRouter } from "./router.ts";
import { AccountScreen } from "./screens/account.tsx";
import { BeginScreen } from "./screens/begin.tsx";
import { CalendarScreen } from "./screens/calendar.tsx";
import { DossierScreen } from "./screens/case/dossier.tsx";
import { CaseScreen } from "./screens/case/index.tsx";
import { CallsScreen } from "./screens/calls.tsx";
import { CasesScreen } from "./screens/cases.tsx";
import { Frame, Outside } from "./screens/frame.tsx";
import { FiguresScreen } from "./screens/figures/index.tsx";
import { IntakeScreen } from "./screens/intake.tsx";
import { IdentityScreen } from "./screens/identity.tsx";
import { LessonsScreen } from "./screens/lessons.tsx";
import { LaidCaseScreen, MinistryScreen } from "./screens/ministry.tsx";
import { MembersScreen } from "./screens/members/index.tsx";
import { screensOf } from "./screens/navigation.tsx";
import { NetworkScreen } from "./screens/network.tsx";
import { OffersScreen } from "./screens/offers.tsx";
import { RecoverScreen } from "./screens/recover.tsx";
import { ReleasesScreen } from "./screens/release/index.tsx";
import { ReleaseScreen } from "./screens/release/one.tsx";
import { RosterScreen } from "./screens/roster.tsx";
import { ProcedureScreen } from "./screens/procedure/index.tsx";
import { ProceduresScreen } from "./screens/procedures.tsx";
import { SearchScreen } from "./screens/search.tsx";
import { SignInScreen, UnlockScreen } from "./screens/sign-in.tsx";
import { TeamScreen } from "./screens/team.tsx";
import { TextsScreen } from "./screens/texts.tsx";
import { TodayScreen } from "./screens/today.tsx";
import { WorkScreen } from "./screens/work.tsx";
import { SessionProvider, useSession } from "./session.tsx";
import { SpeechProvider, useSpeech } from "./speech.tsx";

function newClient(): QueryClient {
  // A refusal is an answer: asking again changes nothing. Only what was not reached is asked again.
  const retry = (count: number, error: Error): boolean => count < 2 && error instanceof Refusal && error.because === "storage-away";
  return new QueryClient({ defaultOptions: { queries: { retry, refetchOnWindowFocus: true } } });
}

export function App() {
  const client = useMemo(newClient, []);
  const router = usePath();
  return (
    <SpeechProvider>
      <QueryClientProvider client={client}>
        <RouterContext value={router}>
          <Mishap>
            <SessionProvider>
              <Screens />
            </SessionProvider>
          </Mishap>
        </RouterContext>
      </QueryClientProvider>
    </SpeechProvider>
  );
}

function Screens() {
  const { phase } = useSession();
  const { path } = useRouter();
  if (path === "/identiteit") return <Outside><IdentityScreen /></Outside>;
  if (path === "/herstel") return <Outside><RecoverScreen /></Outside>;
  if (path === "/begin") return <Outside><BeginScreen /></Outside>;
  switch (phase.kind) {
    case "loading":
      return <Outside><Waiting /></Outside>;
    case "signed-out":
      return <Outside><SignInScreen /></Outside>;
    case "locked":
      return <Outside><UnlockScreen idle={phase.idle} name={phase.me.shownName} /></Outside>;
    case "open":
      return <Frame me={phase.me}><Inside key={path} path={path} me={phase.me} /></Frame>;
  }
}

function Inside({ path, me }: { readonly path: string; readonly me: Me }) {
  const { t } = useSpeech();
  const [home] = screensOf(me);
  const asked = path === "/" && home !== undefined ? home.path : path;
  const id = /^\/zaken\/([0-9a-f-]{36})$/.exec(asked)?.[1];
  if (id !== undefined) return <CaseScreen id={id} />;
  const procedure = /^\/klachten\/([0-9a-f-]{36})$/.exec(asked)?.[1];
  if (procedure !== undefined) return <ProcedureScreen id={procedure} />;
  const laid = /^\/ministerie\/([0-9a-f-]{36})$/.exec(asked)?.[1];
  if (laid !== undefined && rolesMay(me.roles, "escalation.list")) return <LaidCaseScreen id={laid} />;
  const release = /^\/publiceren\/([0-9a-f-]{36})$/.exec(asked)?.[1];
  if (release !== undefined && rolesMay(me.roles, "release.read")) return <ReleaseScreen id={release} />;
  const dossier = /^\/zaken\/([0-9a-f-]{36})\/dossier$/.exec(asked)?.[1];
  if (dossier !== undefined && rolesMay(me.roles, "case.export")) return <DossierScreen id={dossier} />;
  if (!screensOf(me).some((screen) => screen.path === asked)) {
    return (
      <Notice kind="warning">
        <p>{t.app.notFound}</p>
        <Link to="/">{t.app.back}</Link>
      </Notice>
    );
  }
  return screens[asked] ?? null;
}

const screens: Readonly<Record<string, ReactNode>> = {
  "/": <TodayScreen />,
  "/zaken": <CasesScreen />,
  "/telefoon": <IntakeScreen />,
  "/bellen": <CallsScreen />,
  "/rooster": <RosterScreen />,
  "/klachten": <ProceduresScreen />,
  "/zoeken": <SearchScreen />,
  "/doorverwijzingen": <OffersScreen />,
  "/ministerie": <MinistryScreen />,
  "/lessen": <LessonsScreen />,
  "/werk": <WorkScreen />,
  "/teksten": <TextsScreen />,
  "/team": <TeamScreen />,
  "/kalender": <CalendarScreen />,
  "/leden": <MembersScreen />,
  "/cijfers": <FiguresScreen whose="own" />,
  "/netwerkcijfers": <FiguresScreen whose="network" />,
  "/netwerk": <NetworkScreen />,
  "/publiceren": <ReleasesScreen />,
  "/account": <AccountScreen />,
};

function Sorry() {
  const { t } = useSpeech();
  return <Notice kind="wrong">{t.app.failed}</Notice>;
}

/** A bug shows a sentence; what it was about is written nowhere, because it may hold what somebody told. */
class Mishap extends Component<{ readonly children: ReactNode }, { readonly happened: boolean }> {
  override state = { happened: false };
  static getDerivedStateFromError(): { readonly happened: boolean } {
    return { happened: true };
  }
  override render(): ReactNode {
    return this.state.happened ? <Outside><Sorry /></Outside> : this.props.children;
  }
}
