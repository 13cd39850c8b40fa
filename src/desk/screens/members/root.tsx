import type { OrganisationView } from "../../../accounts/shape.ts";
import { fingerprint } from "../../../envelope/index.ts";
import { Refusal, tell } from "../../api.ts";
import { fetchKeyLog } from "../../key-watch.ts";
import { bytesOf } from "../../keyring/keyring.ts";
import { isCertified, makeRoot, shareRoot } from "../../keyring/making.ts";
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
      {keyring.root !== undefined && <Sharing view={view} />}
      {view.rootPublic !== null && keyring.root === undefined && <p className="hint">{t.members.rootElsewhere}</p>}
      <DoingNotice doing={doing} />
    </section>
  );
}

/** One holder is a risk; other certified administrators can be given the key. */
function Sharing({ view }: { readonly view: OrganisationView }) {
  const { t } = useSpeech();
  const { me, keyring } = useOpen();
  const refresh = useRefresh();
  const doing = useDoing();
  const others = view.members.filter((one) => one.status === "active" && one.certified && one.roles.includes("organisation-admin") && !view.rootHolders.includes(one.id));
  const share = (member: (typeof others)[number]): Promise<boolean> =>
    doing.run(async () => {
      if (!isCertified(await fetchKeyLog(), member)) throw new Refusal("key-not-certified");
      await tell("/my-organisation/root/wraps", { method: "POST", body: await shareRoot(me, keyring, member) });
      await refresh();
      return t.members.rootShared;
    });
  return (
    <>
      {view.rootHolders.length < 2 && <p className="hint">{t.members.rootOne}</p>}
      <div className="row">
        {others.map((one) => (
          <Button key={one.id} busy={doing.busy} onClick={() => void share(one)}>
            {t.members.shareRoot(one.shownName)}
          </Button>
        ))}
      </div>
      <DoingNotice doing={doing} />
    </>
  );
}
