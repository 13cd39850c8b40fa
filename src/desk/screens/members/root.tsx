import type { OrganisationView } from "../../../accounts/shape.ts";
import { fingerprint } from "../../../envelope/index.ts";
import { tell } from "../../api.ts";
import { fetchKeyLog } from "../../key-watch.ts";
import { bytesOf } from "../../keyring/keyring.ts";
import { makeRoot } from "../../keyring/making.ts";
import { DoingNotice } from "../../parts/doing-notice.tsx";
import { useDoing } from "../../parts/doing.ts";
import { Button } from "../../parts/form.tsx";
import { useOpen, useSession } from "../../session.tsx";
import { useSpeech } from "../../speech.tsx";
import { useRefresh } from "./refresh.ts";

export function RootCard({ view }: { readonly view: OrganisationView }) {
  const { t } = useSpeech();
  const { me, keyring } = useOpen();
  const { renew } = useSession();
  const refresh = useRefresh();
  const doing = useDoing();
  const make = (): Promise<boolean> =>
    doing.run(async () => {
      const body = await makeRoot(await fetchKeyLog(), keyring, me.teams[0] ?? me.organisation);
      await tell("/my-organisation/root", { method: "POST", body });
      await renew();
      await refresh();
      return t.members.rootMade;
    });
  return (
    <section className="card" aria-labelledby="root">
      <h2 id="root">{t.members.rootHeading}</h2>
      {view.rootPublic === null ? (
        <>
          <p>{t.members.rootNone}</p>
          <Button kind="primary" busy={doing.busy} onClick={() => void make()}>
            {t.members.makeRoot}
          </Button>
        </>
      ) : (
        <p>
          {t.members.rootThere}: <code className="digits">{fingerprint(bytesOf(view.rootPublic))}</code>
        </p>
      )}
      {view.rootPublic !== null && keyring.root === undefined && <p className="hint">{t.members.rootElsewhere}</p>}
      <DoingNotice doing={doing} />
    </section>
  );
}
