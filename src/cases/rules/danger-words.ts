/** The words that `danger.ts` listens for: what children and parents write, in Dutch and in English, in plain letters. Heard as they sound. */
import { DangerKinds, dangerEar, type DangerKind } from "./danger.ts";

/** Beginnings of words or of phrases; a space at the end: the word ends there. */
const signs: Readonly<Record<DangerKind, string>> = {
  life:
    "zelfmoor,zelf moor,zelfdod,suicid,kill myself,end my life,want to die,wanna die,dont want to live,do not want to live,hurt myself,cut myself,wish i was dead,took pills,dood wil,wil dood," +
    "kwil dood,wil ik dood,wou dood,ik dood ,dood zijn,liever dood,dood te gaan,aan de dood,aan dood,niet meer leven,niet meer wil leven,wil niet leven,niet wil leven,om te leven," +
    "stoppen met leven,zin in leven,haat mijn leven,haat het leven,leven eindig,eind aan mijn leven,einde aan mijn leven,ik er een eind aan,er niet meer zijn,er niet meer wil zijn," +
    "ik er niet meer ben,niet meer bestaan,niet geboren,beter af zonder,geen uitweg,geen hoop meer,mezelf iets aan,mezelf wat aan,mezelf pijn,mezelf snij,mezelf gesneden,mezelf gekras," +
    "mezelf dood,mezelf vermoor,mezelf ophang,snij me,snij in m,snijd in m,snijd mezelf,snijdt zich,kras mezelf,van het leven,de trein spring,onder de trein,dak spring,nooit meer wakker," +
    "pillen geslikt,pillen genomen,overdosis,better off dead",
  now:
    "vermoord,doodmaken,dood maken,doodsla,doodsbedreig,gaat me dood,maakt me dood,maken ze me dood,me dood gaan,dood moet,ben je dood,maak je dood,maak je kapot,maak je af,maakt me kapot,maken me kapot,neersteken,steek je neer,steek je kapot,steekt me,me steken," +
    "gaan steken,gaat steken,me gestoken,gestoken in m,een mes ,een mesje,mes bij zich,mes op,zakmes,pistool,wapen,vuurwapen,boksbeugel,schietpartij,neerschiet,beschiet,schiet je dood,schiet je neer,schiet je kapot,opblazen,bom ," +
    "aanslag,in brand ste,in brand te,huis in brand,bedreig,gedreigd door,gedreigd met geweld,stond te dreigen,staan te dreigen,dreigt me,dreigen me,iets aandoe,me iets aan te doen,haar iets aan te doen,hem iets aan te doen,wat aandoe,afgepers,chanteer,me in elkaar,in elkaar geslagen," +
    "in elkaar te slaan,in elkaar slaan,gaan me slaan,krijg ik klappen,me pakken,op me te wachten,wachten me op,opgewacht,weet waar je woon,weet waar ik woon,weten waar ik woon,kom je halen,komt me halen," +
    "staat voor de deur,opgesloten,nu in gevaar,niet veilig nu,nu niet veilig,kill me,going to kill,threaten,a knife,a gun ,shoot,locked me,locked in,in danger now,not safe now,right outside",
  home:
    "bang thuis,durf niet naar huis,niet naar huis,mishandel,huiselijk geweld,eerwraak,uithuwelijk,uitgehuwelijk,uit te huwelijk,moet trouwen,moeten trouwen,besnijd,besneden," +
    "thuis niet veilig,thuis is het niet veilig,thuis onveilig,weggelopen van huis,weglopen van huis,klappen thuis,geslagen thuis,thuis geslagen,thuis slaat,thuis slaan,thuis klappen,thuis opgesloten,straf met de riem," +
    "blauwe plekken,brandwond,daar achterlaten,my dad hits,my father hits,my mother hits,my mum hits,my mom hits,afraid to go home,scared to go home,beats me,domestic violence,forced marriage," +
    "not safe at home",
  sexual:
    "verkracht,aangerand,aanrand,misbruik,betast,seksue,sexue,seks met,sex met,seks had,seks gehad,seks te heb,gedwongen tot seks,aan mijn borst,mijn borsten,haar borsten,mijn billen,mijn kont," +
    "mijn kruis,mijn piemel,zijn piemel,geslachtsdeel,mijn vagina,haar plasser,zijn plasser,mijn plasser,tussen mijn benen,in mijn broek,mijn broek naar,onder mijn rok,pijpen,gevingerd,vinger me," +
    "af te trekken,trok zich af,trekt zich af,bij me in bed,met me in bed,naaktfoto,blote foto,foto zonder kleren,fotos zonder kleren,naakt ,nudes,dickpic,porno,vieze filmp,vieze foto," +
    "onder de douche gefilmd,gefilmd onder de douche,kleren uitdoe,kleren uit te,kleren uittrek,onderbroek uit,me uitkleden,me uit moet kleden,ongewenst aangeraakt,raakt me aan,raakte me aan,raakt ons aan,raakt de kinderen aan,raakte me daar,raakt me daar," +
    "zat aan me,zit aan me,zitten aan me,zit aan de m,zit aan de k,zoende me,zoent me,kust me,gezoend tegen,met mannen mee,rape,sexually,assaulted,touched me,forced me to have sex," +
    "molest,abused",
};

/**
 * Who is at home, and what is done there. "Mijn vader slaat" is danger at home; "ze slaan me op school" is not, and neither is "mijn
 * vader slaapt" or "mijn broer wordt geslagen": whole words; where one ends in "-" it may go on.
 */
const family = "vader,moeder,papa,mama,pap,mam,pa,ma,stief-,pleeg-,ouders,broer,zus,opa,oma,oom,tante,neef,mijn man,haar man,ex";
const harm =
  "slaat,sla,slaan,sloeg,sloegen,geslagen,klappen,schopt me,schopt mijn,schopt mama,schopte,trapt me,wurgt,gewurgd,knijpt me,doet me pijn,doet mama pijn,mijn arm gebroken,tegen de muur," +
  "van de trap,gooit met,geen eten,mishandel-,bedreig-,doodsla-,agressief,dronken,gedronken,drinkt veel,drinkt te veel,riem";

/** As it comes to a page. */
export const dangerWords = [...DangerKinds.map((kind) => signs[kind]), family, harm].join("\n");

/** Which kinds of help to show for what was typed; empty: none. */
export const dangerIn = dangerEar(dangerWords);
