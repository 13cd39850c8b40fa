/** What a piece about consent or referral says, in the conversation. */
import type { OpenedPiece } from "../../../envelope/index.ts";
import { z } from "zod";
import { readBody } from "../../cases/bodies.ts";
import { Referral, Step } from "../../cases/bodies-of-consent.ts";
import { termsIn } from "../../cases/consent.ts";
import { useSpeech } from "../../speech.tsx";

const Said = z.object({ text: z.string().max(20_000) });

export function ConsentWords({ piece }: { readonly piece: OpenedPiece }) {
  const { t } = useSpeech();
  const terms = termsIn(piece);
  const purpose = terms === undefined ? "" : t.consent.purposes[terms.purpose].toLowerCase();
  const { words } = t.consent;
  switch (piece.header.kind) {
    case "consent-asked":
    case "consent-spoken":
      return (
        <>
          <p className="fact">{piece.header.kind === "consent-asked" ? words.asked(purpose) : words.spoken(purpose)}</p>
          <p className="words">{readBody(piece, Said)?.text}</p>
        </>
      );
    case "consent":
      return <p className="fact">{words.yes(purpose)}</p>;
    case "consent-refused":
      return <p className="fact">{words.no}</p>;
    case "withdrawal":
      return <p className="fact">{words.withdrawal}</p>;
    default:
      return <p className="words">{(readBody(piece, Step) ?? readBody(piece, Referral))?.text ?? t.case.unreadable}</p>;
  }
}
