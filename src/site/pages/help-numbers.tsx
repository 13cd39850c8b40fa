import type { FC } from "hono/jsx";
import type { Language } from "../../base/index.ts";
import { Card, Cards, Paragraph, Phone } from "../../ui/index.ts";
import { childLine, dangerNumbers } from "../danger.ts";
import { proseTexts } from "../texts/prose.ts";

const kinds = ["now", "thoughts", "home", "sexual", "child"] as const;

/** Who to phone now, with what it is for. */
export const HelpNumbers: FC<{ readonly language: Language }> = ({ language }) => (
  <Cards>
    {kinds.map((kind) => {
      const { title, what } = proseTexts[language].help.items[kind];
      return (
        <Card title={title} tone={kind === "now" ? "warm" : "plain"}>
          <Paragraph>{what}</Paragraph>
          <Phone number={kind === "child" ? childLine : dangerNumbers[kind]} />
        </Card>
      );
    })}
  </Cards>
);
