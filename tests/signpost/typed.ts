/** What people type, per subject: as they talk, with their slips, in the words of a child, a parent and a teacher. Phrases are parted by "; ". */
export const typedDutch: readonly (readonly [topic: string, phrases: string])[] = [
  ["bullying", "ze sluiten me buiten; ik wordt gepest; gepes; pesten op whatsapp; ze hebben een groepsapp zonder mij; ik zit altijd alleen; niemand wil met me spelen; ze noemen me dik; ze schelden me uit; ik heb geen vrienden; ze lachen mij uit; ze dissen me; ik word gedist; ze maken me belachelijk; ze doen naar tegen mij; word genegeerd; ze pakken mijn tas af; cyberpesten; ze maken memes van mij; mijn klasgenoten doen lelijk tegen mij; ik wor gepest in de klas; gepeste zoon; mijn zoon wordt al maanden gepest; ze praten achter mijn rug; ze willen niet naast mij zitten; iedereen is tegen mij; ik krijg gemene appjes; ze hebben een nepaccount van mij gemaakt; word getreiterd"],
  ["physical-violence", "juf knijpt; de juf knijpt mij; ze slaan mij; ik word geslagen op school; in elkaar geslagen; ze duwen me van de trap; meester trok aan mijn arm; leraar heeft mijn zoon vastgepakt; ze spugen op mij; gestompt; hij bijt; ze hebben me gebeten; aan mijn haren getrokken; mijn kind is geslagen door de juf; vechtpartij op het plein; hij heeft me een klap gegeven; mijn dochter is in elkaar geslagen; juf heeft mijn kind geknepen; hij gooide een stoel; ze schoppen mij"],
  ["online-sexual", "appgroep naaktfoto; mijn naakfoto rondgestuurd; bangalijst; nudes; ze hebben mijn nudes; exposed; ik sta op een expose groep; hij chanteert me met foto's; deepfake; hij wil blote fotos van mij; dickpick gekregen; ze hebben een filmpje van mij in de douche; iemand heeft mijn blote fotos verspreid; pornofoto's gemaakt van mij; een man op snapchat vraagt om foto's"],
  ["suicidal", "ik wil dood; ik wil niet meer; zelfmoord van een leerling; ik snij mezelf; ik wil er niet meer zijn; ik maak mezelf dood; zelfmort; ik spring voor de trein; ik haat mijn leven; doodgaan; ik wil slapen en nooit meer wakker worden; mijn dochter wil dood; k wil dood; ik wil dood zijn; dood; ik wil zelfmoord plegen; zelf moord; wil dood gaan; leven heeft geen zin; ik zie het niet meer zitten; ik denk aan de dood; leerling snijdt zich; ik wil weg uit deze wereld; vriendin wil zichzelf wat aandoen"],
  ["discrimination", "ze noemen me zwarte; racisme; n woord; kankerturk; ze zeggen kutmarokkaan; mijn hoofdoek; ik mag niet bidden; juf is racistisch; omdat ik moslima ben; ze zeggen dat ik terug moet naar mijn land; ze zeggen aap tegen mij; omdat ik zwart ben; gediscrimineert; mag geen stage lopen door mijn hoofddoek; opmerkingen over mijn kleur"],
  ["lhbtiq", "ik ben lesbisch; ik val op jongens; ze noemen me homo; transgender; ik ben non-binair; flikker; ik ben bi; ik voel me geen meisje; mijn dochter is trans; ik ben gay; uitgescholden voor homo; ik wil niet dat ze weten dat ik op meiden val"],
  ["sexual-behaviour", "hij raakt me aan; de gymleraar raakt mij aan; hij zat aan mijn kont; ik ben aangerant; meester zit met zijn hand in mijn broek; leraar appt mij sexy berichtjes; hij wil steeds zoenen; ze zitten aan me; seksueel misbruik door leraar; aan mijn tieten gezeten; de meester kijkt naar mijn borsten; hij heeft me verkracht; verkragt; leraar heeft een relatie met leerling; hij heeft mij gekust; grensoverschreidend gedrag; stagebegeleider raakt mij steeds aan; jongens grijpen naar meisjes; piemel"],
  ["threat", "hij gaat me doodmaken; ze wachten me op na school; ik word afgeperst; hij heeft een mes; ze dreige mij; ik moet geld geven; ze willen me steken; bommelding; ze gaan me pakken na school; bedreigt op snapchat; een ouder bedreigt mij; een jongen heeft een pistool bij zich"],
  ["intimidation", "meester schreeuwt tegen mij; ik ben bang voor de juf; bang voor mijn leraar; de docent maakt me belachelijk; juf doet gemeen; juf vernederd mij voor de klas; de directeur zet me onder druk; juf schreewt heel hard; mijn docent kleineert mij; de juf is heel streng en gemeen; ik ben bang voor mijn meester"],
  ["unfair-treatment", "ik krijg altijd de schuld; oneerlijk behandeld; het is niet eerlijk; de meester heeft de pik op mij; onterechte straf; ik moest de hele dag op de gang; de juf geeft mij altijd straf; onvoldoende gekregen onterecht"],
  ["radicalisation", "mijn vriend wil naar syrie; jongen in mijn klas is neonazi; hij heeft extreme ideeen"],
  ["home", "mijn vader slaat mij; papa slaat mama; thuis is het niet fijn; ik durf niet naar huis; mama schreeuwt altijd; mijn stiefvader komt in mijn kamer; mijn broer slaat mij; mijn oom zit aan mij; ik moet trouwen; baba slaat mij; mijn ouders drinken; ze sluiten me thuis op; kindermishandeling; leerling heeft blauwe plekken; mijn zus word uitgehuwelijkt; ik word thuis geslagen; mijn ouders hebben altijd ruzie; papa is boos en slaat; mn vader slaat me; stiefpapa; ik ben bang thuis; kind met blauwe plekken"],
  ["absence", "ik wil niet meer naar school; mijn dochter zit al 6 weken thuis; schoolweigering; ik durf niet meer naar school; thuiszitter; hij zit thuis; mijn kind durft niet meer naar school; buikpijn naar school"],
  ["support-needs", "dyslexie; mijn zoon heeft autisme en krijgt geen hulp; geen passende plek; add; mijn kind krijgt geen begeleiding"],
  ["removal", "van school getrapt; mijn zoon mag niet meer op school komen; school wil hem niet; geschorts; ze willen mijn kind van school sturen; gesgorst; weggestuurd van school; school weigert mijn zoon"],
  ["complaint", "klacht over school; school luistert niet; de school doet niets; klagt indienen; ik wil klagen over de directeur"],
  ["employment", "ruzie met mijn collega; ik ben ontslagen; mijn leidinggevende; mijn chef pest mij; collega pest mij"],
  ["calamity", "er is een leerling overleden; er is geschoten; brand op school; docent is plotseling overleden"],
  ["policy", "pestprotocol; is een vertrouwenspersoon verplicht"],
];

export const typedEnglish: readonly (readonly [topic: string, phrases: string])[] = [
  ["bullying", "they exclude me; bullied at school; bulied; no friends; they make fun of me"],
  ["physical-violence", "teacher pinched me; teacher hit my son; slapped"],
  ["sexual-behaviour", "he touched my body; teacher touches me"],
  ["online-sexual", "my nudes were leaked"],
  ["discrimination", "racism; they call me the n word"],
  ["home", "my dad beats me; not safe at home; forced marriage"],
  ["suicidal", "i want to kill myself; kms; i dont want to live; i don't want to be here anymore; suicide"],
  ["threat", "they threaten me; he has a knife"],
  ["removal", "expelled"],
  ["absence", "he does not want to go to school"],
  ["intimidation", "the teacher screams at me"],
  ["lhbtiq", "i am gay"],
  ["complaint", "make a complaint"],
  ["calamity", "fell out of a tree and died"],
  ["support-needs", "my daughter has autism"],
];

/** Points to nothing. */
export const typedNothing = "het weer is mooi vandaag; ik ga graag naar school; hallo; ik weet het niet; help; school; ik heb een vraag; mijn meester is lief; wiskunde; ik hou van lezen; wanneer is het vakantie; messenger; steen; kleinzoon; zoon; adres; branden; machine; huiswerk; mijn naam is Anne; toets; spelen; vriend; de juf is ziek; ik vind school leuk; vragen over mijn rooster; ik wil naar huis; foto; telefoon; ik ben verdrietig; kan iemand me helpen";
