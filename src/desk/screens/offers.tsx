/** Referrals that wait for a yes or no of the own teams. */
import { useQuery } from "@tanstack/react-query";
import { word } from "../cases/bodies.ts";
import { ScreenHeading } from "../parts/heading.tsx";
import { Link } from "../parts/link.tsx";
import { Loaded } from "../parts/notice.tsx";
import { useOpen } from "../session.tsx";
import { useSpeech } from "../speech.tsx";
import { loadOffers } from "../today/offers.ts";

export function OffersScreen() {
  const { t, day, language } = useSpeech();
  const open = useOpen();
  const query = useQuery({ queryKey: ["today", "offers", "screen"], queryFn: () => loadOffers(open), staleTime: 10_000, refetchInterval: 180_000 });
  return (
    <>
      <ScreenHeading>{t.consent.offers.heading}</ScreenHeading>
      <p>{t.consent.offers.intro}</p>
      <Loaded query={query}>
        {(offers) => (
          <>
            {offers.length === 0 && <p className="soft">{t.consent.offers.none}</p>}
            <ul className="case-list">
              {offers.map((one) => (
                <li key={one.id} className="case-row">
                  <Link to={`/zaken/${one.id}`} data-case-link="">
                    <span className="case-subject">{word(t.topics, one.label?.topic) ?? t.consent.offers.subject}</span>
                  </Link>
                  <p className="reason">{t.consent.offers.from(one.fromName[language], day(one.answerBy))}</p>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </>
  );
}
