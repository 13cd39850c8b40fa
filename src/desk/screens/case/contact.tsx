import { useState } from "react";
import { Contact, readBody } from "../../cases/bodies.ts";
import { piecesOfKind } from "../../cases/opening.ts";
import type { CaseActs, CaseOnScreen } from "../../cases/use-case.ts";
import { useConsents } from "../../cases/use-consents.ts";
import { Button } from "../../parts/form.tsx";
import { useSpeech } from "../../speech.tsx";

/**
 * First how and when it is safe, then the number: calling at a wrong moment can harm. A newer contact asks again. What the desk that
 * referred handed over counts until the person gives another one here.
 */
export function ContactCard({ screen, acts }: { readonly screen: CaseOnScreen; readonly acts: CaseActs }) {
  const { t } = useSpeech();
  const consents = useConsents(screen, acts);
  const handedOver = (consents.query.data?.given ?? []).flatMap((one) => (one.ok && one.raw.kind === "contact" ? [one.piece] : []));
  const last = [...handedOver, ...piecesOfKind(screen.opened.shared, "contact")].at(-1);
  const contact = last === undefined ? undefined : readBody(last, Contact);
  const [read, setRead] = useState<string>();
  return (
    <section className="card" aria-labelledby="contact">
      <h2 id="contact">{t.case.contact}</h2>
      {contact === undefined || last === undefined ? (
        <p>{t.case.noContact}</p>
      ) : (
        <>
          <Wishes contact={contact} />
          {read === last.header.piece ? (
            <Reach contact={contact} />
          ) : (
            contact.reach !== "none" || contact.name !== undefined ? <Button onClick={() => setRead(last.header.piece)}>{t.case.readWishes}</Button> : <p>{t.case.noContact}</p>
          )}
        </>
      )}
    </section>
  );
}

function Wishes({ contact }: { readonly contact: Contact }) {
  const { t } = useSpeech();
  const none = contact.safeMoments === undefined && contact.mustNot === undefined;
  return (
    <div className="wishes">
      <h3>{t.case.wishes}</h3>
      {none && <p>{t.case.noWishes}</p>}
      <dl className="facts">
        {contact.safeMoments !== undefined && (
          <div>
            <dt>{t.case.safeMoments}</dt>
            <dd>{contact.safeMoments}</dd>
          </div>
        )}
        {contact.mustNot !== undefined && (
          <div>
            <dt>{t.case.mustNot}</dt>
            <dd>{contact.mustNot}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}

function Reach({ contact }: { readonly contact: Contact }) {
  const { t } = useSpeech();
  const rows = [[t.case.name, contact.name], [t.case.phone, contact.phone], [t.case.mail, contact.mail]] as const;
  return (
    <dl className="facts">
      {rows.map(([name, value]) =>
        value === undefined ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="reach">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
