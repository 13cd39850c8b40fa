/**
 * Words of danger (`security.md` 3.1). Runs on the page itself, over what is being typed; nothing of it is sent. It only
 * decides whether telephone numbers are shown: never whether somebody may report, and never what the desk sees.
 *
 * It would rather show help once too often than not at all, but not on every form: words that are part of ordinary
 * stories about school ("pesten", "schoppen") are not on the list.
 */
import { asItSounds, holds } from "../../base/sounds.ts";

export const DangerKinds = ["now", "life", "home", "sexual"] as const;
export type DangerKind = (typeof DangerKinds)[number];

/** Beginnings of words or of phrases, in plain letters; Dutch and English. Heard as they sound. */
const signs: Readonly<Record<DangerKind, readonly string[]>> = {
  life: [
    "zelfmoor", "zelf moor", "zelfdod", "suicid", "kill myself", "end my life", "want to die", "wanna die", "dont want to live", "do not want to live", "hurt myself", "cut myself", "wish i was dead", "took pills",
    "dood wil", "wil dood", "kwil dood", "wil ik dood", "wou dood", "ik dood ", "dood zijn", "liever dood", "dood te gaan", "aan de dood", "aan dood", "niet meer leven", "niet meer wil leven",
    "wil niet leven", "niet wil leven", "om te leven", "stoppen met leven", "zin in leven", "haat mijn leven", "haat het leven", "leven eindig", "eind aan mijn leven", "einde aan mijn leven", "ik er een eind aan",
    "er niet meer zijn", "er niet meer wil zijn", "ik er niet meer ben", "niet meer bestaan", "niet geboren", "beter af zonder", "geen uitweg", "geen hoop meer", "mezelf iets aan", "mezelf wat aan", "mezelf pijn", "mezelf snij",
    "mezelf gesneden", "mezelf gekras", "mezelf dood", "mezelf vermoor", "mezelf ophang", "snij me", "snij in m", "snijd in m", "snijd mezelf", "snijdt zich", "kras mezelf", "van het leven", "de trein spring", "onder de trein",
    "dak spring", "nooit meer wakker", "pillen geslikt", "pillen genomen", "overdosis", "better off dead",
  ],
  now: [
    "vermoord", "doodmaken", "dood maken", "gaat me dood", "maakt me dood", "neersteken", "steekt me", "mes bij zich", "een mes ", "een mesje", "mes op", "zakmes", "pistool", "vuurwapen", "wapen bij", "een wapen", "schietpartij", "opblazen",
    "komt me halen", "staat voor de deur", "opgesloten", "nu in gevaar", "niet veilig nu", "nu niet veilig", "bom ", "aanslag", "kill me", "going to kill", "a knife", "a gun ", "shoot", "locked me",
    "locked in", "in danger now", "not safe now", "right outside",
  ],
  home: [
    "thuis geslagen", "thuis slaat", "thuis slaan", "slaat me thuis", "vader slaat", "moeder slaat", "papa slaat", "mama slaat", "pa slaat", "ma slaat", "broer slaat", "stiefvader slaat", "vader sloeg", "moeder sloeg", "papa sloeg", "mama sloeg", "vader me sla", "moeder me sla",
    "bang voor mijn vader", "bang voor mijn moeder", "bang voor papa", "bang thuis", "bang om naar huis", "niet naar huis", "mishandel", "huiselijk geweld", "eerwraak", "uithuwelijk", "uitgehuwelijk", "moet trouwen",
    "besnijd", "besneden", "thuis niet veilig", "thuis onveilig", "my dad hits", "my father hits", "my mother hits", "my mum hits", "my mom hits",
    "afraid to go home", "scared to go home", "beats me", "domestic violence", "forced marriage", "not safe at home",
  ],
  sexual: [
    "verkracht", "aangerand", "misbruik", "betast", "aanrand", "seksue", "sexue", "seks met me", "sex met me", "seks gedwongen", "gedwongen tot seks", "aan mijn borst", "mijn borsten", "mijn billen", "mijn kont", "aan mijn kruis",
    "aan mijn piemel", "aan mijn vagina", "tussen mijn benen", "in mijn broek", "onder mijn rok", "ongewenst aangeraakt", "raakt me aan", "raakte me aan", "zat aan me", "zit aan me", "zitten aan me", "rape", "sexually", "assaulted", "touched me", "forced me to have sex",
    "molest", "abused",
  ],
};

/** Small words as they are spoken. */
const spoken = new Map([["mij", "me"], ["mn", "mijn"], ["mijself", "meself"], ["nie", "niet"]]);

/** Lower case, accents and signs away, one space between words, and as it sounds: what people type on a phone, and by ear. */
function plain(text: string): string {
  const bare = text.toLowerCase().normalize("NFD").replaceAll(/[̀-ͯ'’`]/g, "");
  const heard = asItSounds(` ${bare.replaceAll(/[^a-z0-9]+/g, " ")} `);
  return heard.replaceAll(/\w+/g, (word) => spoken.get(word) ?? word);
}

/** Asked at every word that is typed: heard once. */
const heardSigns = DangerKinds.map((kind) => signs[kind].map((sign) => asItSounds(` ${sign}`)));

/** Which kinds of help to show for what was typed; empty: none. */
export function dangerIn(text: string): readonly DangerKind[] {
  const typed = plain(text);
  return DangerKinds.filter((_, at) => heardSigns[at]?.some((sign) => holds(typed, sign)));
}
