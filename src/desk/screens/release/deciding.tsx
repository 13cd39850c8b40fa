/** What a coordinator can do about a release now. The second is never the first: who asked for it sees that he waits for another. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { releaseActs } from "../../../registration/rules/release.ts";
import type { ReleaseView } from "../../../registration/shape/releases.ts";
import { tell } from "../../api.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Button, Tick } from "../../parts/form.tsx";
import { useSpeech } from "../../speech.tsx";
import { releasesKey } from "./index.tsx";

type Act = (path: string, done: string, body?: unknown) => void;

export function Deciding({ one }: { readonly one: ReleaseView }) {
  const { t, language } = useSpeech();
  const client = useQueryClient();
  const doing = useDoing();
  const [sure, setSure] = useState(false);
  const words = t.release;
  const acts = releaseActs(one.state, one.mine);
  const act: Act = (path, done, body) =>
    void doing.run(async () => {
      await tell(`/releases/${one.id}/${path}`, { method: "POST", ...(body === undefined ? {} : { body }) });
      await client.invalidateQueries({ queryKey: releasesKey });
      return done;
    });
  if (acts.length === 0 && one.state !== "published") return <DoingNotice doing={doing} />;
  return (
    <section className="card" aria-labelledby="release-deciding">
      <h2 id="release-deciding">{words.deciding}</h2>
      {one.state === "prepared" && one.mine && <p>{words.waits}</p>}
      {acts.includes("publish") && !one.outdated && <Tick label={words.sure} checked={sure} data-field="release-sure" onChange={(event) => setSure(event.target.checked)} />}
      <div className="row">
        {acts.includes("agree") && one.hash !== null && !one.outdated && (
          <Button kind="primary" busy={doing.busy} data-act="agree" onClick={() => act("agreement", words.agreed, { hash: one.hash })}>
            {words.agree}
          </Button>
        )}
        {acts.includes("publish") && !one.outdated && (
          <Button kind="primary" busy={doing.busy} data-act="publish" onClick={() => (sure ? act("publication", words.published) : doing.complain(words.surePlease))}>
            {words.publish}
          </Button>
        )}
        {acts.includes("withdraw") && (
          <Button kind="danger" busy={doing.busy} data-act="withdraw" onClick={() => act("withdrawal", words.withdrawn)}>
            {one.state === "asked" ? words.stop : words.withdraw}
          </Button>
        )}
      </div>
      {one.state === "published" && (
        <p>
          <a href={language === "nl" ? "/cijfers" : "/en/cijfers"}>{words.toSite}</a>
        </p>
      )}
      <DoingNotice doing={doing} />
    </section>
  );
}
