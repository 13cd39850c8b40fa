/** Words by which visitors call a subject, per language. Stems: "pest" also finds "pesten" and "pester". */
import type { Texts } from "../../base/language.ts";
import type { WordList } from "../rules/matching.ts";

const nl: WordList = {
  bullying: "pest,gepest,buitensl,sluiten me buiten,sluit me buiten,sluiten hem buiten,sluiten haar buiten,buitengesl,roddel,uitlach,lachen me uit,lachen om me,schelden,uitschel,negeer,negeren,uitgesch,niemand praat,hoor er niet bij,doen gemeen,gemeen tegen,treiter,getreiter",
  discrimination: "discrim,racis,huidskleur,afkomst,geloof,hoofddoek,moslim,jood,joods,antisemi,zwart,buitenland,uitsluit om,kleur",
  lhbtiq: "lhbt,homo,lesbi,transg,trans,biseks,queer,gay,uit de kast,intersek,genderid,nonbinair,geaardheid,op jongens,op meisjes val",
  "sexual-behaviour": "seks,aanrand,aangerand,verkracht,betast,aangeraakt,zit aan me,zat aan me,aan mijn borst,mijn billen,ongewenst aan,zoen,grensoverschrijdend,loverboy,misbruik",
  "online-sexual": "naaktfoto,naaktbeeld,blote foto,naakt foto,sexting,sekting,sextortion,dickpic,filmpje van me,foto doorgestuurd,foto van mij,grooming,seksfilm,shamesex",
  "physical-violence": "slaan,slaat,sloeg,geslagen,schop,gevecht,vecht,vechten,in elkaar,duw,geduwd,wurg,steken,gestoken,mishandel,geweld,knok",
  threat: "dreig,bedreig,mes,wapen,afpers,chanteer,chantage,maakt me dood,dood maken,doodmaken,vermoord",
  intimidation: "intimid,schreeuw,kleineer,kleiner,bang voor de,bang voor mijn,verneder,machtsmis,macht,manipul",
  "unfair-treatment": "oneerlijk,niet eerlijk,onterecht,straf,voorgetrok,strafwerk,cijfer,altijd ik,schuld",
  radicalisation: "radical,extrem,jihad,nazi,haatzaai,terror,complot",
  home: "thuis geslagen,thuis niet veilig,onveilig thuis,mijn vader,mijn moeder,stiefvader,stiefmoeder,mijn ouders,mijn broer,mijn oom,ruzie thuis,huiselijk,kindermishandel",
  absence: "spijbel,thuiszit,naar school durf,niet naar school,durf niet naar,verzuim,leerplicht,wil niet naar school,schoolweiger",
  "support-needs": "dyslex,adhd,autis,passend onderw,extra hulp,begeleid,ondersteun,hoogbegaafd,arrangement",
  removal: "geschorst,schors,verwijder,van school gestuurd,van school af,geweiger,toelat,aannemen,aangenomen",
  complaint: "klacht,klagen,klachten,commissie,bestuur luistert",
  employment: "collega,contract,werksfeer,mijn baas,ontslag,arbeids,salaris,werkgever,leidinggevende",
  calamity: "overleden,ongeluk,ongeval,dodelijk,schietpartij,brand,ramp,calamiteit,gestorven",
  policy: "beleid,protocol,veiligheidsplan,monitor,regels maken",
  suicidal: "zelfmoord,zelfdoding,suicid,dood wil,wil dood,dood zijn,niet meer leven,leven niet meer,uit het leven,mezelf iets aan,geen zin meer in het leven,zelfbeschad,snij mezelf",
};

const en: WordList = {
  bullying: "bully,bullied,shut out,leave me out,left out,exclude,gossip,laugh at,laughing at,tease,teasing,calling me,ignore,ignoring,mean to me,nobody talks",
  discrimination: "discrim,racis,skin colour,skin color,religion,headscarf,muslim,jewish,antisemi,foreign",
  lhbtiq: "lgbt,lhbt,gay,lesbian,trans,bisex,queer,closet,intersex,gender,nonbinary,sexual orientation",
  "sexual-behaviour": "sex,rape,raped,assault,touched me,touching me,groping,groped,abuse,kissed me",
  "online-sexual": "nude,nudes,naked,sexting,sextortion,picture of me,photo of me,dick pic,grooming",
  "physical-violence": "hit,hits,hitting,beat,beaten,kick,fight,fighting,punch,violence,strangle,stab,push,pushed",
  threat: "threat,knife,weapon,gun,blackmail,extort,kill me,going to kill",
  intimidation: "intimidat,shout,yell,belittl,humiliat,scared of the,afraid of the,abuse of power",
  "unfair-treatment": "unfair,not fair,punish,grade,grades,always me,blame",
  radicalisation: "radical,extrem,jihad,nazi,terror",
  home: "at home,my father,my mother,my dad,my mum,my mom,stepfather,stepmother,my parents,my brother,domestic",
  absence: "truan,skip school,not go to school,dare not go,stay home,staying home,absent,absence",
  "support-needs": "dyslex,adhd,autis,extra help,extra support,special needs",
  removal: "suspend,expel,expulsion,sent away,refused,removed from school,admission",
  complaint: "complain,committee",
  employment: "colleague,contract,my boss,fired,employer,manager,my work",
  calamity: "died,accident,shooting,fire,disaster,calamity,deadly",
  policy: "policy,protocol,safety plan,monitor",
  suicidal: "suicid,kill myself,want to die,be dead,not live,end my life,harm myself,hurt myself,self harm",
};

export const topicWords: Texts<WordList> = { nl, en };
