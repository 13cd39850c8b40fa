/** What a screen says beside its content: good news, a warning, a failure. Read aloud when it appears. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSpeech } from "../speech.tsx";
import { Button } from "./form.tsx";

export function Notice({ kind, children }: { readonly kind: "good" | "warning" | "wrong"; readonly children: ReactNode }) {
  return (
    <div className={`notice notice-${kind}`} role={kind === "good" ? "status" : "alert"}>
      {children}
    </div>
  );
}

export function Waiting({ text }: { readonly text?: string }) {
  const { t } = useSpeech();
  return (
    <output className="waiting">{text ?? t.app.loading}</output>
  );
}

/** A query's three faces; `children` only with data. */
export function Loaded<T>({ query, waiting, children }: { readonly query: Pick<UseQueryResult<T>, "data" | "error" | "refetch">; readonly waiting?: string; readonly children: (data: T) => ReactNode }) {
  const { t, wrong } = useSpeech();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error === null) return <Waiting {...(waiting === undefined ? {} : { text: waiting })} />;
  return (
    <Notice kind="wrong">
      <p>{wrong(query.error)}</p>
      <Button onClick={() => void query.refetch()}>{t.app.retry}</Button>
    </Notice>
  );
}

