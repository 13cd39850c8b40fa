/** Words that the marking knows. Pure data, in lower case; Dutch first, because that is what people write here. */
const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Common words that may begin a sentence with a capital and are no name. Unknown words at a beginning are marked. */
export const commonWords = list(`
  aan achter af al alle alleen alles als altijd ander andere anders avond bang beetje begin begon bel ben best bij bijna binnen blijven boven buiten
  daar daarna daardoor daarom dag dan dat de degene deze die dit docent doe doen door dus echt een eens eerder eerst eerste eigenlijk elk elke en er eraan ermee
  ervan even gaan gaat gebeurt gebeurde gedaan geen gegaan gelukkig genoeg gesprek gevoel geweest gisteren gister goed graag groep haar had hadden hallo heb hebben heeft heel helaas hele help hem
  het hier hierdoor hij hoe hoewel hoi hulp hun iedereen iemand iets ik in inmiddels is ja jaar jammer je jij jongens juf jullie kan kind kinderen klas kleedkamer komt kon kunnen kunt kijk
  laat laatst later leerkracht leerling leerlingen leraar maar mag maken man mannen meer meester meestal meisjes mensen met mij mijn min misschien moeder moest moet moeten morgen na naar nadat nee
  niemand niet niets nog nooit nu of om omdat onder ondanks ongeveer ons onze ook op opeens ouders over overal pauze pas pesten plotseling precies redelijk school schoolleider sinds slaan sommige soms
  sorry steeds straks te tegen terwijl tijdens toch toen tot tussen twee u uit uw vader van vanaf vandaag vanmiddag vanmorgen vaak veel verder vervolgens via vier volgens volgende voor vooral vorige
  vorig vraag vriend vrienden vroeger waar waarom wanneer waren was wat we week weer weken wel welke werd wie wij wil willen wilt wist word worden wordt zal ze zegt zei zelf zelfs zes zien zij zijn
  zo zoals zodat zodra zonder zoon zou zouden zusje dochter drie vijf directeur mentor bestuur brief niks nou enkele beide allebei klasgenoten ruzie lang kort later gym les lessen thuis online
  the this that they she he it we you i my his her our their when then there after before because and but so what who how why not no yes at in on for from with without
`);

/** Names of the network and of things, which are nobody. */
export const publicNames = list(`
  nederland nederlands nederlandse engels engelse frans duits duitse turks turkse marokkaans marokkaanse arabisch belgië europa ocw inspectie ministerie kindertelefoon veilig thuis centrum
  seksueel geweld balans slachtofferhulp vertrouwensinspecteur vertrouwenspersoon helpwanted whatsapp instagram snapchat tiktok discord youtube facebook teams magister somtoday google app
  po vo so mbo vmbo havo vwo mavo vso vavo lkc gcbo ib ggd ggz jgz avg vog coc wpo wvo wec id pdf ok okay god allah kerst pasen sinterklaas ramadan suikerfeest maandag
`);

/** First names that are common in schools and are no common word: marked in lower case too, because children write so. */
export const firstNames = list(`
  aaliyah aisha ahmed ali amin amina amira anna anne anja anouk arjan ayoub ayse bilal bram britt bart bas bo carla chantal chloe daan daniel david demi denise dennis dilan eline elise ella els emma emir
  emily erik esmee esra eva evi fabian fatima fatma femke finn fleur floris frank gijs guus hamza hanna hannah hans hassan henk hugo ibrahim ilse imane inge isa isabel jan janneke jantje jasmijn jasper jayden
  jeroen jesse jessica jip joep johan jolanda joris joost julia julian jurre kaan karim karin kees kevin khadija kim klaas koen lars laura lena leon lieke lina linda liv lisa loes lotte lucas luuk
  maartje maria mariam marieke marije marijn marjan marloes maud max mehmet melissa merel michael mila milan mohamed mohammed mustafa nadia naomi nathan niels nina noah noor nora nour nick olaf olivia omar
  pepijn peter petra pieter quinten rachid rayan rick robin ruben rutger saar salma sam samira samuel sanne sara sarah sem selin sophie sofie stefan stijn sven tess teun thijs thomas tijn tim timo tobias
  tom umut valentijn vera vincent wendy wessel willem wouter yara yasin yasmin yasmine youssef yusuf zara zeynep zoe
`);

/** Places that are written in lower case as well. What stands with a capital is marked without a list. */
export const places = list(`
  alkmaar almelo almere alphen amersfoort amstelveen amsterdam apeldoorn arnhem assen breda bussum delft deventer dordrecht drachten ede eindhoven emmen enschede gouda groningen haarlem heerenveen
  heerlen helmond hengelo hilversum hoofddorp hoorn houten leeuwarden leiden lelystad maastricht middelburg nieuwegein nijmegen oss purmerend roermond roosendaal rotterdam schiedam sittard sneek spijkenisse
  terneuzen tilburg utrecht veenendaal venlo vlaardingen vlissingen wageningen weert woerden zaandam zeist zoetermeer zutphen zwolle
`);

export const months = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jan|feb|mrt|apr|jun|jul|aug|sept|sep|okt|nov|dec";
export const weekdays = "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag";
export const countWords =
  "eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|dertiende|veertiende|vijftiende|zestiende|zeventiende|achttiende|negentiende|twintigste|" +
  "(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)(?:en|ën)(?:twintigste|twintig|dertigste|dertig)|dertigste|dertig|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|twintig";
export const digitWords = "nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen";

/** Small words inside a name: "van der Berg", "el Amrani". */
export const prefixes = "van\\s+der|van\\s+den|van\\s+de|van\\s+het|van\\s+'t|in\\s+'t|op\\s+de|uit\\s+den|van|von|der|den|de|ten|ter|te|'t|’t|el|al|ben|bin|ait|aït|da|do|dos|di|du|la|le";

/** Before a name, also one without a capital. */
export const titles = "meneer|menneer|mevrouw|mevr\\.?|mw\\.?|dhr\\.?|de\\s+heer|juffrouw|juf|meester|mr\\.?|dr\\.?|drs\\.?|prof\\.?|ome|oom|tante|imam|dominee|pastoor|coach|trainer";
export const kin = "moeder|mama|vader|papa|ouders|ouder|broer|broertje|zus|zusje|opa|oma|vriend|vriendin|vriendje|vriendinnetje|nichtje|neefje|zoon|dochter|verzorger|verzorgers|mentor|leraar|leerkracht|docent|telefoon|account|huis";
/** After "van" these are nobody. */
export const nobodies = list("de het een mijn mij onze ons haar hem hun hen jullie jouw jou uw u die dat dit deze wie iemand niemand iedereen school thuis de elke alle beide anderen andere klas groep gym wiskunde engels nederlands");
