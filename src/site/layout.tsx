/** What stands around every page: skip link, quick exit, danger numbers, language switch, footer. Works without script. */
import { raw } from "hono/html";
import type { Child, FC } from "hono/jsx";
import { Languages, pathIn } from "../base/index.ts";
import type { Language } from "../base/index.ts";
import { Hidden, Phone, SkipLink } from "../ui/index.ts";
import { dangerNumbers } from "./danger.ts";
import { siteTexts } from "./texts/index.ts";

/** Where "leave fast" goes: a page that anybody could have open, that asks nothing and keeps no advertising profile. */
export const quickExitTo = "https://nl.wikipedia.org/wiki/Hoofdpagina";

/** The icon of the tab travels inside the page: one request less, and as neutral as the title. */
const icon = "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%208%208'%3E%3Ccircle%20cx='4'%20cy='4'%20r='4'%20fill='%23155e5c'/%3E%3C/svg%3E";

export interface Frame {
  readonly language: Language;
  /** Path without language prefix, with query: `/organisaties?van=…`. */
  readonly path: string;
  readonly title: string;
  readonly style: string;
  readonly scripts: readonly string[];
  readonly demo: boolean;
  readonly focus?: string;
  readonly languageForm?: Readonly<Record<string, string | readonly string[]>>;
}

const otherThan = (language: Language): Language => Languages.find((one) => one !== language) ?? language;

/** The whole word where there is room, its first two letters on a phone; screen readers say the word. */
const Label: FC<{ readonly word: string; readonly short: string }> = ({ word, short }) => (
  <>
    <span class="language__word">{word}</span>
    <span class="language__short" aria-hidden="true">
      {short}
    </span>
  </>
);

/** The same page in the other language; what was answered so far goes along where the page allows it. */
const LanguageSwitch: FC<{ readonly frame: Frame }> = ({ frame }) => {
  const other = otherThan(frame.language);
  const label = siteTexts[frame.language].otherLanguage;
  const path = pathIn(other, frame.path);
  if (frame.languageForm === undefined) {
    return (
      <a class="language" href={path} lang={other} hreflang={other}>
        <Label word={label} short={other} />
      </a>
    );
  }
  return (
    <form method="post" action={path}>
      <Hidden values={frame.languageForm} />
      <button class="language" lang={other}>
        <Label word={label} short={other} />
      </button>
    </form>
  );
};

const Header: FC<{ readonly frame: Frame }> = ({ frame }) => {
  const text = siteTexts[frame.language];
  return (
    <header class="utrecht-page-header">
      <a class="wordmark" href={pathIn(frame.language, "/")} aria-label={text.home}>
        <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
          <path d="M16 2a13 12 0 0 1 0 24q-2 0-4-.6L5 30l1.5-7.5A12 12 0 0 1 16 2z" />
          <path class="wordmark__line" d="M10 13q6 8 12 0" />
        </svg>
        Gehoord
      </a>
      <LanguageSwitch frame={frame} />
      <a class="leave" id="leave" href={quickExitTo} rel="noreferrer" title={text.leaveHint}>
        {text.leave}
      </a>
    </header>
  );
};

const DangerStrip: FC<{ readonly language: Language }> = ({ language }) => {
  const { danger, footer } = siteTexts[language];
  return (
    <nav class="danger" aria-label={danger.label}>
      <ul>
        {(["now", "thoughts", "home", "sexual"] as const).map((kind) => (
          <li>
            <Phone number={dangerNumbers[kind]}>
              <b>{dangerNumbers[kind]}</b> {danger[kind]}
            </Phone>
          </li>
        ))}
        <li>
          <a href={pathIn(language, "/nu-hulp")}>{footer.help}</a>
        </li>
      </ul>
    </nav>
  );
};

const footerLinks = [
  ["/nu-hulp", "help"],
  ["/organisaties", "organisations"],
  ["/cijfers", "figures"],
  ["/sporen-wissen", "traces"],
  ["/privacy", "privacy"],
  ["/toegankelijkheid", "accessibility"],
  ["/over", "about"],
] as const;

const Footer: FC<{ readonly language: Language }> = ({ language }) => {
  const { footer } = siteTexts[language];
  return (
    <footer class="utrecht-page-footer">
      <nav aria-label={footer.label}>
        <ul>
          {footerLinks.map(([path, label]) => (
            <li>
              <a href={pathIn(language, path)}>{footer[label]}</a>
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  );
};

const Head: FC<{ readonly frame: Frame }> = ({ frame }) => (
  <head>
    <meta charset="utf-8" />
    <title>{frame.title}</title>
    <meta name="viewport" content="width=device-width,initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    {frame.demo ? <meta name="robots" content="noindex" /> : null}
    <link rel="icon" href={raw(icon)} />
    <link rel="stylesheet" href={frame.style} />
    {/* Who left and comes back with the back button must not see a glimpse: the page is drawn after the first script ran. */}
    {frame.scripts.map((src, index) => (
      <script type="module" src={src} blocking={index === 0 ? "render" : undefined} />
    ))}
  </head>
);

const Document: FC<{ readonly frame: Frame; readonly children?: Child }> = ({ frame, children }) => {
  const text = siteTexts[frame.language];
  return (
    <html lang={frame.language} dir={text.direction}>
      <Head frame={frame} />
      <body data-focus={frame.focus} data-read={text.readAloud} data-stop={text.stopReading}>
        <SkipLink target="main">{text.skip}</SkipLink>
        <Header frame={frame} />
        <DangerStrip language={frame.language} />
        {frame.demo ? (
          <aside class="demo" aria-label={text.demoLabel}>
            {text.demo}
          </aside>
        ) : null}
        <main id="main" tabindex={-1}>
          {children}
        </main>
        <Footer language={frame.language} />
      </body>
    </html>
  );
};

/** The whole page as text. */
export async function renderPage(frame: Frame, body: Child): Promise<string> {
  const node = <Document frame={frame}>{body}</Document>;
  return `<!doctype html>${String(await node.toString())}`;
}

/** A piece for a frame on another site: no way out of it but the links that it has itself. */
export async function renderFramed({ language, title, style, demo }: Pick<Frame, "language" | "title" | "style" | "demo">, body: Child): Promise<string> {
  const node = (
    <html lang={language} dir={siteTexts[language].direction}>
      <Head frame={{ language, title, style, demo, path: "/", scripts: [] }} />
      <body>
        <main id="main">{body}</main>
      </body>
    </html>
  );
  return `<!doctype html>${String(await node.toString())}`;
}
