import { describe, expect, it } from "vitest";
import { labelOf, piecesOf, spelled } from "./typed.ts";
import type { Typed } from "./typed.ts";

const empty: Typed = { what: "", advice: "", topic: "", role: "", sector: "", name: "", phone: "", safeMoments: "", mustNot: "", urgent: false, forOther: false };

describe("what is written down on the telephone", () => {
  it("becomes a question with what was advised, and nothing about somebody who gave nothing", () => {
    expect(piecesOf({ ...empty, what: " Mag school dit? ", advice: "Praat eerst met de mentor.", topic: "complaint" }, "balans-desk")).toEqual([
      { kind: "label", body: { to: "balans-desk", mode: "anonymous", forWhom: "self", urgent: false, topic: "complaint" } },
      { kind: "report", body: { what: "Mag school dit?", danger: "no" } },
      { kind: "answer", body: { text: "Praat eerst met de mentor." } },
    ]);
  });

  it("keeps how to reach somebody safely beside the number", () => {
    const pieces = piecesOf({ ...empty, what: "Pesten", phone: "0612345678", mustNot: "Niets inspreken", urgent: true, forOther: true }, "balans-desk");
    expect(pieces[2]).toEqual({ kind: "contact", body: { reach: "phone", phone: "0612345678", mustNot: "Niets inspreken" } });
    expect(labelOf({ ...empty, name: "Noor" }, "balans-desk").mode).toBe("confidential");
    expect(pieces[0]).toMatchObject({ body: { urgent: true, forWhom: "other", mode: "confidential" } });
  });

  it("reads a code out character by character", () => {
    expect(spelled("AB12-CD34")).toEqual([["A", "B", "1", "2"], ["C", "D", "3", "4"]]);
  });
});
