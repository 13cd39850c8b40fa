/** Around every screen: who and where you are, ways to go, what is wrong with keys. */
import { usePrefetchQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { rolesMay } from "../../accounts/rules/permissions.ts";
import type { Me, TeamLine } from "../../accounts/shape.ts";
import { useKeptPlace } from "../keep-place.ts";
import { installationQuery, organisationQuery, useKeyWatch } from "../key-watch.ts";
import { Button } from "../parts/form.tsx";
import { Palette } from "../palette/palette.tsx";
import { lastWrittenIn, writingIn } from "../palette/putting.ts";
import { Link } from "../parts/link.tsx";
import { Notice } from "../parts/notice.tsx";
import { useSession } from "../session.tsx";
import { useSpeech } from "../speech.tsx";
import { contactLinesQuery } from "../work/queries.ts";
import { LostHolders, Recoveries } from "./holders.tsx";
import { Navigation, useNarrow } from "./navigation.tsx";
import { leftQuery } from "./team-keys.tsx";
import { Shortcuts, useShortcuts } from "./shortcuts.tsx";

function Wordmark() {
  const { t } = useSpeech();
  return (
    <Link to="/" className="wordmark" aria-current={undefined}>
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <path d="M4 6a4 4 0 0 1 4-4h16a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H14l-7 7v-7a4 4 0 0 1-3-4z" />
        <path className="wordmark-line" d="M10 10h12M10 15h8" />
      </svg>
      <span>
        {t.app.name} <small>{t.app.desk}</small>
      </span>
    </Link>
  );
}

/** On every screen of an example installation: nobody may take it for a real one. */
function DemoBanner() {
  const { t } = useSpeech();
  const { data } = useQuery(installationQuery);
  return data?.demo === true ? <p className="demo">{t.app.demo}</p> : null;
}

export function LanguageButton() {
  const { t, language, setLanguage } = useSpeech();
  const other = language === "nl" ? "en" : "nl";
  return (
    <button type="button" className="button button-quiet language" lang={other} aria-label={t.app.languageHint} onClick={() => setLanguage(other)}>
      {t.app.language}
    </button>
  );
}

export function Outside({ children }: { readonly children: ReactNode }) {
  const { t } = useSpeech();
  return (
    <>
      <a className="skip" href="#content">
        {t.app.skip}
      </a>
      <header>
        <DemoBanner />
        <div className="head">
          <Wordmark />
          <LanguageButton />
        </div>
      </header>
      <main id="content">{children}</main>
    </>
  );
}

/** Only where this member could do something about it. */
function OldKeyNotice({ team, me }: { readonly team: TeamLine; readonly me: Me }) {
  const { t } = useSpeech();
  const able = rolesMay(me.roles, "case.rewrap") && team.epoch !== null && team.epoch > 1 && me.teamKeys.some((key) => key.team === team.id && key.epoch === team.epoch);
  const { data: left = 0 } = useQuery({ ...leftQuery(team.id), enabled: able });
  return able && left > 0 ? <Notice kind="warning">{t.keyWork.rewrapNotice(team.name)}</Notice> : null;
}

function KeyWarnings({ me }: { readonly me: Me }) {
  const { t } = useSpeech();
  const watched = useKeyWatch(me.teams);
  const organisation = useQuery({ ...organisationQuery, enabled: rolesMay(me.roles, "team.read"), refetchInterval: 300_000 });
  const teams = organisation.data?.teams.filter((team) => me.teams.includes(team.id)) ?? [];
  return (
    <div className="warnings">
      <Recoveries />
      {!rolesMay(me.roles, "case.list") && <LostHolders />}
      {watched?.broken === true && <Notice kind="wrong">{t.keys.logBroken}</Notice>}
      {watched?.wrong.map((team) => (
        <Notice key={team} kind="wrong">
          {t.keys.wrong(team)}
        </Notice>
      ))}
      {teams.map((team) => {
        if (team.epoch === null) return null;
        if (team.workingKeys === 0) return <Notice key={team.id} kind="wrong">{t.keys.none(team.name)}</Notice>;
        return team.workingKeys === 1 ? <Notice key={team.id} kind="warning">{t.keys.few(team.name)}</Notice> : null;
      })}
      {teams.map((team) => (
        <OldKeyNotice key={team.id} team={team} me={me} />
      ))}
      {me.teams.length > 0 && !me.certified && <Notice kind="warning">{t.keys.notCertified}</Notice>}
      {me.certified &&
        teams.filter((team) => team.epoch !== null && !me.teamKeys.some((key) => key.team === team.id && key.epoch === team.epoch)).map((team) => (
          <Notice key={team.id} kind="warning">{t.keys.notHolding(team.name)}</Notice>
        ))}
    </div>
  );
}

export function Frame({ me, children }: { readonly me: Me; readonly children: ReactNode }) {
  const { t, language } = useSpeech();
  usePrefetchQuery(contactLinesQuery(language));
  const { lock, leave } = useSession();
  const [help, setHelp] = useState(false);
  const [palette, setPalette] = useState<{ readonly field: HTMLTextAreaElement | undefined }>();
  useShortcuts({ showHelp: () => setHelp(true), showPalette: () => setPalette({ field: writingIn() }) });
  useKeptPlace();
  const isNarrow = useNarrow();
  const who = (
    <p className="who">
      {me.shownName} <span className="soft">{me.organisationName}</span>
    </p>
  );
  const leaving = (
    <>
      <Button kind="quiet" onClick={() => void leave()}>
        {t.nav.signOut}
      </Button>
      <LanguageButton />
    </>
  );
  return (
    <>
      <a className="skip" href="#content">
        {t.app.skip}
      </a>
      <header>
        <DemoBanner />
        <div className="head">
          <Wordmark />
          {isNarrow ? null : who}
          <div className="head-acts">
            <Button kind="secondary" onClick={lock}>
              {t.nav.lock}
            </Button>
            {isNarrow ? null : leaving}
          </div>
        </div>
      </header>
      <Navigation me={me} narrow={isNarrow}>
        <div className="nav-acts">
          <Button kind="quiet" aria-keyshortcuts="Control+K" onClick={() => setPalette({ field: lastWrittenIn() })}>
            {t.palette.button}
          </Button>
          <Button kind="quiet" aria-keyshortcuts="?" data-needs-keys="" onClick={() => setHelp(true)}>
            {t.nav.shortcuts}
          </Button>
          {isNarrow ? leaving : null}
        </div>
        {isNarrow ? who : null}
      </Navigation>
      <main id="content">
        <KeyWarnings me={me} />
        {children}
      </main>
      {palette !== undefined && <Palette field={palette.field} onClose={() => setPalette(undefined)} />}
      {help && <Shortcuts onClose={() => setHelp(false)} />}
    </>
  );
}
