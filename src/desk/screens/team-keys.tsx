/** Of one team: cases that still lie under an old key, and colleagues who read very much. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { rolesMay } from "../../accounts/rules/permissions.ts";
import { ReadingAlerts } from "../../cases/shape/wire.ts";
import { ask } from "../api.ts";
import { leftToRewrap, rewrapTeam } from "../keyring/rewrapping.ts";
import { newThreads } from "../keyring/rewrap-threads.ts";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import { Button } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";
import { useNames } from "./case/names.ts";

export const leftQuery = (team: string) => ({ queryKey: ["rewrap", team], queryFn: () => leftToRewrap(team), staleTime: 60_000 });

type Progress = { readonly all: number; readonly left: number };

export function OldKey({ team }: { readonly team: string }) {
  const { t } = useSpeech();
  const { keyring } = useOpen();
  const client = useQueryClient();
  const doing = useDoing();
  const { data: left = 0 } = useQuery(leftQuery(team));
  const [progress, setProgress] = useState<Progress>();
  const stopped = useRef(false);
  const start = (): Promise<boolean> =>
    doing.run(async () => {
      stopped.current = false;
      const threads = newThreads();
      try {
        await rewrapTeam(team, keyring, { threads, progress: (now) => setProgress({ all: left, left: now }), stopped: () => stopped.current });
      } finally {
        for (const one of threads) one.end();
        setProgress(undefined);
        await client.invalidateQueries({ queryKey: leftQuery(team).queryKey });
      }
      return (await leftToRewrap(team)) === 0 ? t.keyWork.rewrapDone : undefined;
    });
  return (
    <>
      {left > 0 && (
        <>
          <h3>{t.keyWork.rewrapHeading}</h3>
          <p>{t.keyWork.rewrapLeft(progress?.left ?? left)}</p>
          <p className="hint">{t.keyWork.rewrapExplain}</p>
          {progress === undefined ? (
            <Button kind="primary" busy={doing.busy} onClick={() => void start()}>
              {t.keyWork.rewrapStart}
            </Button>
          ) : (
            <p className="row">
              <progress aria-label={t.keyWork.rewrapHeading} max={progress.all} value={progress.all - progress.left} />
              <span>{t.keyWork.rewrapBusy(progress.all - progress.left, progress.all)}</span>
              <Button onClick={() => { stopped.current = true; }}>{t.keyWork.rewrapStop}</Button>
            </p>
          )}
        </>
      )}
      <DoingNotice doing={doing} />
    </>
  );
}

export function MuchReading({ team }: { readonly team: string }) {
  const { t, day } = useSpeech();
  const { me } = useOpen();
  const names = useNames();
  const query = useQuery({ queryKey: ["reading-alerts", team], queryFn: () => ask(`/teams/${team}/reading-alerts`, { out: ReadingAlerts }), enabled: rolesMay(me.roles, "reading.alerts"), staleTime: 300_000 });
  const alerts = query.data?.alerts ?? [];
  if (alerts.length === 0) return null;
  return (
    <Notice kind="warning">
      <h3>{t.keyWork.alerts}</h3>
      <ul>
        {alerts.map((one) => (
          <li key={`${one.member} ${one.day}`}>{t.keyWork.alert(names(one.member), day(one.day))}</li>
        ))}
      </ul>
    </Notice>
  );
}
