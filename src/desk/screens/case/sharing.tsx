/** Consent and referral of a case, from one question to the server. */
import type { ReactNode } from "react";
import type { CaseActs, CaseOnScreen } from "../../cases/use-case.ts";
import { useConsents } from "../../cases/use-consents.ts";
import { Loaded } from "../../parts/notice.tsx";
import { ConsentCard } from "./consent.tsx";
import { IncomingCard, ReferralCard } from "./referral.tsx";

type Parts = { readonly screen: CaseOnScreen; readonly acts: CaseActs };

/** What came with the case, above the conversation. */
export function Incoming({ screen, acts }: Parts): ReactNode {
  const consents = useConsents(screen, acts);
  return consents.query.data === undefined ? null : <IncomingCard screen={screen} consents={consents.query.data} acts={consents.acts} />;
}

export function Sharing({ screen, acts }: Parts): ReactNode {
  const consents = useConsents(screen, acts);
  return (
    <Loaded query={consents.query}>
      {(data) => (
        <>
          <ConsentCard screen={screen} consents={data} acts={consents.acts} />
          <ReferralCard screen={screen} consents={data} acts={consents.acts} />
        </>
      )}
    </Loaded>
  );
}
