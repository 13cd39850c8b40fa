/** Words by which visitors call a subject, per language. Stems: "pest" also finds "pesten" and "pester"; marks: see `WordList`. */
import type { Texts } from "../../base/language.ts";
import type { WordList } from "../rules/matching.ts";

const nl: WordList = {
  bullying:
    "pest,gepest,gepes,*pesten,*gepest,pesterij,pesters,buitensl,sluiten me buiten,sluit me buiten,sluiten hem buiten,sluiten haar buiten,buitengesl,roddel,geroddel,uitlach,lachen me uit,lachen hem uit,lachen haar uit,lachen om me,schelden,scheld me,uitschel,negeer,negeren,uitgesch,uitgelach,niemand praat,hoor er niet bij,hoort er niet bij,doen gemeen,gemeen tegen,treiter,getreiter,altijd alleen,helemaal alleen,wil met me spelen,wil met hem spelen,wil met haar spelen,mag niet meedoen,geen vrienden,geen vriendinnen,noemen me,noemen hem,noemen haar,dissen,gedist,dis me,bashen,roasten,belachelijk,doen naar tegen,pakken mijn,afpakken,afgepakt,memes,bully,gebullied,zonder me,appgroep,groepsapp,uit de groep,uit de app,slet,hoer,lelijk,achter mijn rug,naast me zitten,naast hem zitten,naast haar zitten,iedereen is tegen me,iedereen tegen me,lelijk tegen me,gemene,nepaccount,nep account,nare berichten,me dik,ben dik,mijn spullen,spullen weg,doen alsof,nooit meedoen,niet meedoen,gepikt",
  discrimination:
    "discrim,gediscrim,*racis,rasist,huidskleur,afkomst,mijn geloof,ons geloof,haar geloof,zijn geloof,=geloof,religie,hoofddoek,hijab,moslim,islam,koran,ramadan,bidden,jood,joods,joden,antisemi,=neger,vieze neger,kk neger,kanker neger,vuile neger,me neger,vuile jood,zwart,noemen me zwart,buitenland,allochto,uitsluit om,kleur,n woord,aap tegen,aap tegen me,stage lopen,hoofddoek,*marokkaan,*marokkanen,*turk,*surinamer,*chinees,*chinezen,asielzoeker,vluchteling,terug naar mijn land,terug naar je land,terug moet naar,eigen land",
  lhbtiq:
    "*lhbt,*homo,lesbi,transg,trans,transjongen,transmeisje,biseks,queer,gay,uit de kast,intersek,genderid,nonbinair,non binair,non binary,genderfluid,geaardheid,val op jongens,val op meisjes,verliefd op een meisje,verliefd op een jongen,op jongens val,op meisjes val,flikker,voor homo,op meiden,op meisjes,op jongens,mietje,ben bi,geen meisje,geen jongen,noemen me homo,noemen hem homo",
  "sexual-behaviour":
    "seks,*sexu,sex,sexy,aanrand,aangerand,aangerant,verkracht,verkragt,betast,aangeraakt,raakt me aan,raken me aan,raakt haar aan,raakt hem aan,aanraak,aanraken,zit aan me,zat aan me,zitten aan me,zaten aan me,zit aan mijn,zat aan mijn,zitten aan mijn,aan mijn borst,aan mijn kont,mijn kont,mijn billen,mijn tieten,mijn borsten,hand in mijn,ongewenst aan,zoen,kus,gekust,relatie met leerling,relatie met een leerling,verliefd op mijn leraar,grijpen,piemel,penis,borsten,grensoverschrijdend,grensover,loverboy,misbruik,uitkleden,uitdoe,vieze dingen,doet vies,doen vies,vies tegen,over de grens,over mijn grens,appt met leerling,zit achter me aan,naar mijn lichaam,rape",
  "online-sexual":
    "naaktfoto,*naaktfoto,*naakfoto,naaktbeeld,naaktfilm,blote foto,blootfoto,naakt foto,sexting,sekting,sextortion,dickpic,dickpick,dick pic,nude,nudes,exposed,expose,exposen,bangalijst,banga,filmpje van me,foto doorgestuurd,fotos doorgestuurd,porno,filmen me,filmt me,stiekem gefilmd,vraagt om foto,vraagt fotos,wil foto,wil fotos,foto van me,fotos van me,foto van mijn,chanteert met foto,chanteert me met foto,met mijn foto,grooming,seksfilm,shamesex,shamen,deepfake,webcam,onlyfans,snap rondgestuurd,rondgestuurd",
  home: "thuis geslagen,bang thuis,uitgehuwelij,geen eten,bij me in bed,komt bij me,meldcode,vermoeden van mishandel,vermoeden mishandel,vader en moeder ruzie,maken ruzie,gedwongen huwelijk,thuis niet veilig,thuis niet fijn,thuis is het niet,onveilig thuis,thuis bang,sluiten me thuis,thuis opgesloten,niet naar huis,bang om naar huis,vader,moeder,ouders,papa,mama,baba,stiefvader,stiefmoeder,stiefva,broer,oom,opa,vader slaat,moeder slaat,papa slaat,mama slaat,broer slaat,ouders slaan,baba slaat,oom zit,opa zit,vader zit aan,papa zit aan,broer zit aan,vader schreeuw,moeder schreeuw,papa schreeuw,mama schreeuw,ouders schreeuw,vader drinkt,moeder drinkt,ouders drinken,papa drinkt,mama drinkt,stiefvader komt,in mijn kamer,moet trouwen,uithuwelijk,eerwraak,ruzie thuis,ouders vechten,huiselijk,kindermishandel,mishandeld thuis,blauwe plek",
  "physical-violence":
    "slaan,slaat,sloeg,sla,geslagen,schop,geschopt,trapt me,trappen me,getrapt,gevecht,vecht,vechten,in elkaar,duw,duwt,duwen,duwde,geduwd,wurg,steken,gestoken,mishandel,geweld,*knok,knijp,kneep,knijpt,geknepen,stomp,gestompt,bijt,beet me,bijten,gebeten,spuug,spugen,spuugt,bespuugd,gespuugd,haren getrokken,aan mijn haar,trok aan,trekt aan,vastgepakt,vastgegrepen,hardhandig,klap,gooide,krab,blauw oog,gooit met",
  threat:
    "dreig,*bedreig,ouder bedreig,ouder dreigt,mes,wapen,pistool,afpers,afgepers,chanteer,chantage,maakt me dood,maken me dood,maakt hem dood,dood maken,doodmaken,doodsteken,vermoord,wachten me op,wacht me op,opwachten,geld geven,moet betalen,willen me steken,wil me steken,bommelding,*bomdreig,pakken me,me pakken,weten waar ik woon,weet waar ik woon,stalk,gestalk,volgt me,volgen me,loopt achter me,verwarde man,stelen mijn,steelt mijn,mijn geld",
  intimidation:
    "intimid,schreeuw,schreeuwt,kleineert,kleineren,kleineerde,gekleineerd,bang voor de,bang voor mijn,bang voor onze,verneder,machtsmis,macht,manipul,onder druk,bang gemaakt,ben bang,=bang,niet lief,leraar roept,juf roept,meester roept,lelijke dingen tegen mijn,maakt me bang,juf maakt me belachelijk,meester maakt me belachelijk,docent maakt me belachelijk,leraar maakt me belachelijk,juf doet gemeen,meester doet gemeen,leraar doet gemeen,juf is gemeen,meester is gemeen,leraar is gemeen,docent is gemeen,dwingt me,streng en gemeen,juf gemeen,meester gemeen",
  "unfair-treatment":
    "oneerlijk,niet eerlijk,onterecht,straf,voorgetrok,voortrek,strafwerk,cijfer,altijd ik,schuld,pik op me,pik op mijn,op de gang,eruit gestuurd,nablijven,juf is stom,meester is stom,niet mee op schoolreis,mag niet mee,meet met twee maten,krijg altijd",
  radicalisation: "radical,extrem,extreem,extreme ideeen,jihad,*nazi,haatzaai,terror,terrorist,complot,naar syrie,hitler",
  absence: "spijbel,thuiszit,naar school durf,niet naar school,durft niet naar school,verzuim,leerplicht,wil niet naar school,wil niet meer naar,schoolweiger,weken thuis,maanden thuis,zit thuis,al thuis,schoolangst,haat school,buikpijn",
  "support-needs": "dyslex,dyscalcul,adhd,add,*autis,passend onderw,passende plek,extra hulp,te weinig hulp,geen hulp,begeleid,ondersteun,hoogbegaafd,arrangement,rolstoel,beperking",
  removal: "geschorst,geschorts,weggestuurd,school weigert,schors,verwijder,verwijderd,van school gestuurd,kind van school,van school sturen,van school af,van school getrapt,van school gegooid,mag niet meer op school,mag niet meer komen,niet meer op school komen,geweiger,school wil hem niet,school zegt nee,school zeg nee,school wil haar niet,school wil mijn,toelat,aannemen,aangenomen,andere school zoeken",
  complaint: "klacht,klagt,niet tevreden,ontevreden,gelooft mijn kind niet,gelooft me niet,geloven me niet,gelooft ons niet,gelooft mijn,klagen,klachten,commissie,bestuur luistert,school luistert niet,luistert niet naar,school doet niets,school doet niks,doen er niets aan,doen er niks aan,niet serieus",
  employment: "collega,collega pest,chef pest,baas pest,leidinggevende pest,mijn chef,contract,werksfeer,mijn baas,ontslag,ontslagen,arbeids,salaris,werkgever,leidinggevende,functioneringsgesprek,ziekgemeld",
  calamity: "overleden,ongeluk,ongeval,dodelijk,schietpartij,geschoten,brand op,brand in,in brand,brandstichting,een ramp,calamiteit,van het leven beroofd,gestorven,is geschoten,werd geschoten,aanslag,verdronken",
  policy: "beleid,protocol,*protocol,pestprotocol,pest protocol,protocol pesten,veiligheidsplan,monitor,regels maken,is verplicht,vertrouwenspersoon verplicht,wettelijk",
  suicidal:
    "*zelfmoord,zelfmort,zelfmoor,zelfdoding,*suicid,zelf moord,haat mezelf,niet bestond,niet bestaan,einde aan mijn leven,eind aan mijn leven,unalive,wil doodgaan,geen zin meer,leven geen zin,niet meer zitten,aan de dood,denk aan dood,snijdt zich,snijden,uit deze wereld,van deze wereld,zichzelf iets,zichzelf wat,mezelf wat aan,dood wil,wil dood,wou dat ik dood,dood zijn,was ik maar dood,wil er niet meer zijn,er niet meer wil zijn,wil niet meer leven,niet meer leven,niet meer verder,leven niet meer,uit het leven,haat mijn leven,mezelf iets aan,mezelf dood,mezelf pijn,mezelf ophangen,geen zin meer in het leven,zelfbeschad,snij mezelf,snijdt zichzelf,zichzelf pijn,automutil,voor de trein,van het dak,nooit meer wakker,doodga,doodgaan,kms,kill myself,=dood,=ik wil niet meer,=wil niet meer,=ik kan niet meer",
};

const en: WordList = {
  bullying: "bully,bulied,bullied,*bully,shut out,leave me out,left out,exclude,gossip,laugh at,laughing at,fun of me,tease,teasing,calling me,call me,names,ignore,ignoring,mean to me,nobody talks,no friends,nobody likes me,nobody plays",
  discrimination: "discrim,*racis,skin colour,skin color,religion,headscarf,hijab,muslim,jewish,antisemi,foreign,n word,the n word,back to my country",
  lhbtiq: "lgbt,lhbt,gay,lesbian,trans,bisex,queer,closet,intersex,gender,nonbinary,non binary,sexual orientation,am bi",
  "sexual-behaviour": "sex,rape,raped,assault,touched me,touches me,touching me,touched my,touches my,groping,groped,abuse,kissed me,my body,my breasts,my butt",
  "online-sexual": "nude,nudes,naked,sexting,sextortion,picture of me,pictures of me,photo of me,photos of me,dick pic,grooming,deepfake,leaked",
  home: "at home,father,mother,dad,mum,mom,stepfather,stepmother,stepdad,parents,brother,uncle,father hits,mother hits,dad hits,mum hits,mom hits,dad beats,father beats,mother beats,mom beats,mum beats,parents hit,parents beat,brother hits,brother beats,not safe at home,forced marriage,domestic",
  "physical-violence": "hit,hits,hitting,beat,beats,beaten,kick,fight,fighting,punch,pinch,slap,spit,bite,bit me,violence,strangle,stab,push,pushed,hair pulled,pulled my hair",
  threat: "threat,knife,weapon,gun,blackmail,extort,kill me,going to kill,wait for me",
  intimidation: "intimidat,shout,yell,scream,belittl,humiliat,scared of the,afraid of the,scared of my teacher,afraid of my teacher,abuse of power",
  "unfair-treatment": "unfair,not fair,punish,grade,grades,always me,blame",
  radicalisation: "radical,extrem,jihad,*nazi,terror",
  absence: "truan,skip school,not go to school,not want to go to school,want to go to school,dare not go,stay home,staying home,absent,absence",
  "support-needs": "dyslex,adhd,autis,extra help,extra support,special needs",
  removal: "suspend,expel,expulsion,sent away,refused,removed from school,kicked out of school,admission",
  complaint: "complain,committee,school does nothing,does not listen",
  employment: "colleague,contract,my boss,fired,employer,manager,my work",
  calamity: "died,accident,shooting,fire,disaster,calamity,deadly",
  policy: "policy,protocol,safety plan,monitor",
  suicidal: "suicid,kill myself,killing myself,kms,want to die,wanna die,be dead,not live,want to live,want to be here,want to be alive,end my life,end it all,hate my life,harm myself,hurt myself,cut myself,cutting myself,self harm",
};

export const topicWords: Texts<WordList> = { nl, en };
