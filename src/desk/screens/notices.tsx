/** Where and when a worker is told by mail that something waits. The address is sealed here, to a key that only the sending job opens. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { Digests, type Digest } from "../../accounts/rules/notices.ts";
import { NoticeView } from "../../accounts/shape.ts";
import { isMail, noticeText } from "../../cases/shape.ts";
import { toBase64Url, wrap } from "../../envelope/index.ts";
import { ask, tell } from "../api.ts";
import { DoingNotice } from "../parts/doing-notice.tsx";
import { useDoing } from "../parts/doing.ts";
import { Button, Choice, TextField } from "../parts/form.tsx";
import { Loaded } from "../parts/notice.tsx";
import { useSpeech } from "../speech.tsx";

const queryKey = ["notices"];
const choices = [...Digests, "never"] as const;
const hours = Array.from({ length: 24 }, (_, hour) => hour);
const clock = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;
const usualHour = 9;

export function NoticesCard() {
  const { t } = useSpeech();
  const query = useQuery({ queryKey, queryFn: () => ask("/me/notices", { out: NoticeView }), staleTime: 60_000 });
  return (
    <section className="card" aria-labelledby="notices">
      <h2 id="notices">{t.notices.heading}</h2>
      <p className="hint">{t.notices.explain}</p>
      <Loaded query={query}>{(view) => <NoticesForm view={view} />}</Loaded>
    </section>
  );
}

function NoticesForm({ view: { recipient, notice } }: { readonly view: NoticeView }) {
  const { t, language } = useSpeech();
  const words = t.notices;
  const client = useQueryClient();
  const doing = useDoing();
  const [when, setWhen] = useState<Digest | "never">(notice?.digest ?? "never");
  const [hour, setHour] = useState(notice?.hour ?? usualHour);
  const [mail, setMail] = useState("");
  const keep = async (digest: Digest): Promise<string> => {
    const sealed = mail === "" ? {} : { sealed: toBase64Url(await wrap(noticeText(mail, language), [recipient])) };
    await tell("/me/notices", { method: "PUT", body: { digest, hour: digest === "daily" ? hour : null, ...sealed } });
    setMail("");
    return words.kept;
  };
  const end = async (): Promise<string> => {
    await tell("/me/notices", { method: "DELETE" });
    return words.ended;
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (when !== "never" && mail === "" && notice === null) return doing.complain(words.mailMissing);
    if (when !== "never" && mail !== "" && !isMail(mail)) return doing.complain(words.mailWrong);
    void doing.run(async () => {
      const said = await (when === "never" ? end() : keep(when));
      await client.invalidateQueries({ queryKey });
      return said;
    });
  };
  return (
    <form onSubmit={submit} noValidate>
      <p>{notice === null ? words.off : notice.hour === null ? words.atOnce : words.daily(clock(notice.hour))}</p>
      <Choice label={words.when} value={when} onChange={(event) => setWhen(choices.find((one) => one === event.target.value) ?? "never")}>
        {choices.map((one) => (
          <option key={one} value={one}>
            {words.choices[one]}
          </option>
        ))}
      </Choice>
      {when === "daily" && (
        <Choice label={words.hour} hint={words.urgent} value={hour} onChange={(event) => setHour(Number(event.target.value))}>
          {hours.map((one) => (
            <option key={one} value={one}>
              {clock(one)}
            </option>
          ))}
        </Choice>
      )}
      {when !== "never" && (
        <>
          <p className="hint">{words.sealed}</p>
          <TextField label={words.mail} hint={notice === null ? undefined : words.mailHint} type="email" value={mail} maxLength={254} onChange={(event) => setMail(event.target.value.trim())} />
        </>
      )}
      <DoingNotice doing={doing} />
      <Button type="submit" aria-disabled={doing.busy || undefined}>
        {words.keep}
      </Button>
    </form>
  );
}
