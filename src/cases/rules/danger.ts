/**
 * Words of danger (`security.md` 3.1). Runs on the page itself, over what is being typed; nothing of it is sent. It only
 * decides whether telephone numbers are shown: never whether somebody may report, and never what the desk sees.
 *
 * It would rather show help once too often than not at all, but not on every form: words that are part of ordinary
 * stories about school ("pesten", "schoppen") are not on the list.
 */
export const DangerKinds = ["now", "life", "home", "sexual"] as const;
export type DangerKind = (typeof DangerKinds)[number];

/** Beginnings of words or of phrases, without accents and capitals; Dutch and English. */
const signs: Readonly<Record<DangerKind, readonly string[]>> = {
  life: [
    "zelfmoord", "suicid", "suicide", "kill myself", "end my life", "want to die", "dont want to live", "do not want to live", "hurt myself", "cut myself",
    "dood wil", "wil dood", "wou dood", "dood zijn", "wil niet meer leven", "niet meer leven", "niet meer wil leven", "eind aan mijn leven", "einde aan mijn leven", "er niet meer zijn",
    "er niet meer wil zijn", "mezelf iets aan", "mezelf pijn", "mezelf snij", "snij mezelf", "snijd mezelf", "van het leven", "spring voor de trein", "voor de trein spring", "overdosis", "better off dead",
  ],
  now: [
    "vermoord", "doodmaken", "dood maken", "gaat me dood", "maakt me dood", "neersteken", "steekt me", "mes bij zich", "met een mes", "mes op", "pistool", "vuurwapen", "wapen bij", "heeft een wapen", "schietpartij",
    "komt me halen", "staat voor de deur", "opgesloten", "nu in gevaar", "niet veilig nu", "nu niet veilig", "bom ", "aanslag", "kill me", "going to kill", "has a knife", "with a knife", "a gun", "shoot", "locked me",
    "locked in", "in danger now", "not safe now", "right outside",
  ],
  home: [
    "thuis geslagen", "thuis slaat", "slaat me thuis", "vader slaat", "moeder slaat", "vader sloeg", "moeder sloeg", "vader me sla", "moeder me sla", "durf niet naar huis", "bang om naar huis",
    "niet naar huis", "mishandel", "huiselijk geweld", "eerwraak", "uithuwelijk", "besnijd", "besneden", "thuis niet veilig", "thuis onveilig", "my dad hits", "my father hits", "my mother hits", "my mum hits", "my mom hits",
    "afraid to go home", "scared to go home", "hits me at home", "beats me", "domestic violence", "forced marriage", "not safe at home",
  ],
  sexual: [
    "verkracht", "aangerand", "aanranding", "misbruik", "seks met me", "sex met me", "seks gedwongen", "gedwongen tot seks", "gedwongen sex", "aan mijn borst", "aan mijn kruis", "aan mijn piemel", "aan mijn vagina",
    "tussen mijn benen", "in mijn broek", "ongewenst aangeraakt", "raakte me aan", "zat aan me", "zit aan me", "raped", "rape", "sexually", "assaulted", "touched me", "forced me to have sex", "molest", "abused",
  ],
};

/** Lower case, accents and signs away, one space between words; what people type on a phone. */
function plain(text: string): string {
  const bare = text.toLowerCase().normalize("NFD").replaceAll(/[̀-ͯ'’`]/g, "");
  return ` ${bare.replaceAll(/[^a-z0-9]+/g, " ")} `;
}

/** Which kinds of help to show for what was typed; empty: none. */
export function dangerIn(text: string): readonly DangerKind[] {
  const typed = plain(text);
  return DangerKinds.filter((kind) => signs[kind].some((sign) => typed.includes(` ${sign}`)));
}
