"""Circumstances that tell who wrote a comment although nobody is named. A warning, never a replacement."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Circumstance(StrEnum):
    """What few children share; `words/en.yaml` holds the sentence a moderator reads."""

    TWIN = "twin"
    MANY_SIBLINGS = "many_siblings"
    BEREAVEMENT = "bereavement"
    PRISON = "prison"
    ILLNESS = "illness"
    ORIGIN = "origin"
    ASYLUM = "asylum"
    COURT_OR_NEWS = "court_or_news"
    RARE_JOB = "rare_job"
    ONLY_ONE = "only_one"
    RARE_ANIMAL = "rare_animal"
    HONOUR = "honour"
    MOVE = "move"
    PREGNANCY = "pregnancy"
    FAITH = "faith"
    CRIME = "crime"
    GENDER = "gender"
    INCIDENT = "incident"


@dataclass(frozen=True, slots=True)
class Rarity:
    """Letters `start` to `end` (exclusive) of a text, and what makes them rare."""

    start: int
    end: int
    circumstance: Circumstance


_KIN = (
    r"(?:(?:real|birth|biological|foster|step|half|own|little|big|older|younger|baby|ex)[ -]?){0,2}(?:mum|mam|mom|mother|dad|father"
    r"|parents?|brother|sister|bro|sis|nan|nana|nanny|gran|grandma|grandad|grandpa|uncle|aunt(?:y|ie)?|cousin|best friend|friend"
    r"|mate|carer|baby|son|daughter|boyfriend|girlfriend)"
)
_ANY = r"(?:\w+[ ,]+){0,3}?"
_SINCE = r"(?:yesterday|last (?:week|month|night|monday|tuesday|wednesday|thursday|friday)|on (?:the )?\d\w*|in (?:january|february|march|april|june|july|august|september|october|november|december))"
_TABLE: tuple[tuple[Circumstance, str], ...] = (
    (Circumstance.TWIN, r"\b(?:twins?|triplets?|quadruplets?)\b"),
    (Circumstance.MANY_SIBLINGS, r"\b(?:[5-9]|1\d|five|six|seven|eight|nine|ten|eleven|twelve) (?:\w+ ){0,2}(?:brothers|sisters|siblings)\b|\b(?:oldest|eldest|youngest) of (?:[4-9]|four|five|six|seven|eight|nine|ten)\b"),
    (Circumstance.BEREAVEMENT, rf"\b{_KIN}(?:'s|s)? {_ANY}(?:died|dead|dyed|passed away|passed|killed (?:him|her)self|death|funeral|suicide|overdosed|was killed|got killed|took (?:his|her) own)\b|\b(?:funeral|death|suicide) of {_ANY}{_KIN}\b|\blost my {_KIN}\b(?! (?:phone|number))|\borphan\b|\b(?:both|when) my parents (?:are|were|is) dead\b"),
    (Circumstance.PRISON, rf"\b{_KIN}(?:'s|s)? {_ANY}(?:prison|jail|jale|inside for|locked up|sent down|behind bars)\b|\b(?:prison|jail)\b|\bhmp\b|\byoung offenders?\b|\byoi\b|\bremand\b|\bsecure unit\b|\btagged\b"),
    (Circumstance.ILLNESS, r"\b(?:cystic fibrosis|sickle cell|leuk(?:a)?emia|cancer|tumou?r|muscular dystrophy|spina bifida|cerebral palsy|tourettes?|tourette's|epilep(?:sy|tic)|down'?s syndrome|diabet(?:es|ic)|hiv|crohn'?s|lupus|cleft|haemophilia|arthritis|foetal alcohol|fasd|wheelchair|cochlear|hearing aids?|deaf|blind|prosthetic|transplant|dialysis|schizophreni[ac]|bipolar|narcolepsy|alopecia|huntingtons?|huntington's|motor neurone|ms diagnosis|stoma|feeding tube|rare (?:illness|disease|condition|syndrome)|\w+ syndrome|guide dog|selective(?:ly)? mut(?:e|ism))\b"),
    (Circumstance.ORIGIN, r"\b(?:came|come|comes|coming|moved|arrived|travelled|flew|fled|escaped|(?:i'?m|i am|was born|born|originally|family is|family are|mum is|dad is|parents are)) (?:here |over |to (?:england|the uk|uk|britain) ){0,2}(?:from|in) (?!my\b|the (?!gambia|congo|philippines|drc)|a\b|care\b|school\b|home\b|hospital\b|foster\b|here\b|there\b|where\b|2|1)[a-z]{4,}|\b(?:eritrean|kurdish|afghan|afghani|vietnamese|albanian|sudanese|somali|iranian|iraqi|syrian|ethiopian|romanian|polish|nigerian|ghanaian|congolese|gambian|bengali|bangladeshi|pakistani|chinese|ukrainian|roma|romany|gypsy|traveller|lithuanian|latvian|portuguese|jamaican|zimbabwean|thai|filipino|turkish|slovak|czech|hungarian|bulgarian|yoruba|pashto|tigrinya|oromo|urdu|dari|farsi|arabic|bsl|sign language)\b"),
    (Circumstance.ASYLUM, r"\b(?:asylum|refugees?|unaccompanied|uasc|home office|age assess\w*|by boat|in a lorry|small boat|traffick\w+|smugglers?|(?:cross(?:ed|ing)?|over) the (?:sea|channel|mediterranean)|calais|deport\w*|leave to remain|visa|immigration)\b"),
    (Circumstance.COURT_OR_NEWS, r"\b(?:on|in|all over) (?:the )?(?:local )?(?:news|paper|papers|newspaper|tv|telly|radio|front page)\b|\b(?:documentary|journalist|crown court|trial|jury|inquest|witness|serious case review|went viral|(?:went|go|going|been) to court|court case|in court|gave evidence)\b"),
    (Circumstance.RARE_JOB, rf"\b{_KIN} (?:is|was|used to be|works? as|worked as) (?:a |an |the )?{_ANY}(?:soldier|army|navy|raf|marines?|police\w*|copper|mayor|mp|councillor|pilot|footballer|boxer|actor|actress|singer|rapper|imam|vicar|priest|pastor|farmer|firefighter|fireman|paramedic|judge|surgeon|stripper|prostitute|fisherman|clown|magician|astronaut|vet|head ?teacher|tattooist|undertaker|beekeeper|blacksmith|jockey|diplomat|millionaire|celebrity|famous|drug dealer|circus)\b|\bin the (?:army|navy|raf|marines|circus|police)\b"),
    (Circumstance.ONLY_ONE, r"\b(?:only|onli) (?:one|1|person|girl|boy|kid|child|lad|young person|black|asian|white|muslim|brown|mixed|care leaver|vegan|vegetarian|jewish|gay|trans|deaf|disabled|foster child|care kid|\w+ (?:kid|girl|boy|person|child|family|one))\b|\bno ?(?:one|body) else (?:in|at|here|speaks|has|is)\b|\bfirst (?:ever )?(?:person|girl|boy|one|care leaver|child) (?:in|to|from|ever|who)\b|\byoungest (?:ever|person|player|in)\b"),
    (Circumstance.RARE_ANIMAL, r"\b(?:snakes?|python|lizards?|geckos?|iguana|tarantulas?|parrots?|cockatiel|macaw|ferrets?|chinchillas?|tortoises?|alpacas?|llamas?|goats?|pigs?|piglet|micro pig|donkeys?|hedgehog|axolotl|bearded dragons?|chameleon|owls?|hawk|falcon|ducks?|chickens?|peacocks?|monkey|terrapins?|stick insects?|degus?|skunk|sheep|lambs?|pony|ponies|horses?|beehives?|three[- ]legged|one[- ]eyed)\b"),
    (Circumstance.HONOUR, r"\b(?:gold|silver|bronze)? ?medals?\b|\b(?:champion(?:s|ship)?s?|trophy|trophies|head (?:boy|girl)|captain of|won (?:the|a|an) \w+ (?:award|prize|competition|cup)|award|scholarship|record holder|world record|signed (?:for|by|to)|(?:play|played|swim|swam|run|ran|box|boxed|fight|compete|competed|picked) for (?:england|wales|scotland|ireland|gb|great britain|the county|county|my county)|black belt|oxford|cambridge university|duke of edinburgh|published|national (?:team|champion\w*)|met the (?:queen|king|prime minister|prince))\b"),
    (Circumstance.MOVE, rf"\b(?:moved?|moving|taken into care|came into care|went into care|left care|placed|arrived|came here|been here|got here) (?:\w+ ){{0,6}}?{_SINCE}\b|\b(?:moved|moves|moving|placements?|homes|schools|social workers|foster homes|carers) (?:\w+ ){{0,2}}(?:[4-9]|[1-9]\d|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty) times\b|\b(?:[5-9]|[1-9]\d|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty) (?:different |foster )?(?:placements|homes|schools|social workers|foster homes|carers|moves|houses)\b|\bsince (?:january|february|march|april|june|july|august|september|october|november|december)\b"),
    (Circumstance.PREGNANCY, r"\b(?:pregnant|preggers|pregnancy|miscarriage|abortion|my (?:own )?(?:baby|babies|son|daughter|little (?:boy|girl))|mother and baby|(?:due|expecting) (?:a baby|in)|teen mum|young (?:mum|dad)|having a baby|gave birth|a (?:mum|dad|parent) (?:at|now|myself))\b"),
    (Circumstance.FAITH, r"\b(?:convert\w*|revert(?:ed)?|baptis\w*|bar mitzvah|bat mitzvah|became (?:a )?(?:muslim|christian|jew\w*|sikh|buddhist|hindu|catholic)|jehovah'?s?|mormon|rastafari\w*|amish|pagan|wicca\w*|hafiz|hifz|confirmation class|orthodox|change[d]? (?:my )?religion)\b"),
    (Circumstance.CRIME, r"\b(?:rape[ds]?|raping|murder\w*|stab(?:bed|bing)|shot (?:by|at|in|my|dead|him|her)|shooting|arson|kidnap\w*|abducted|county lines|sexual(?:ly)? (?:abuse[d]?|assault\w*)|abused by|groomed|grooming|honour|forced marriage|fgm|house fire|(?:burn(?:t|ed)|set fire to) (?:\w+ ){0,3}(?:house|home|down))\b"),
    (Circumstance.GENDER, r"\b(?:trans(?:gender)?|non[ -]?binary|transition(?:ed|ing)?|gender (?:identity|clinic|fluid)|they/them|deadnam\w*|intersex|use(?:d)? to be a (?:girl|boy)|came out as|my (?:two|2) (?:mums|dads))\b"),
    (Circumstance.INCIDENT, r"\b(?:coma|air ambulance|car (?:crash|accident)|crash(?:ed)?|explosion|flood(?:ed)?|hit by a (?:car|bus|lorry|train)|fell (?:off|out of|from) (?:a |the )?\w+|missing for|run ?away to|ran away to|excluded for|expelled for|broke (?:my|both|his|her) (?:\w+ )?(?:leg|arm|neck|back|legs|arms)|amputated?|lost (?:my|a|an|his|her) (?:leg|arm|eye|finger|hand))\b"),
)  # fmt: skip
_COMPILED = tuple((circumstance, re.compile(pattern, re.IGNORECASE)) for circumstance, pattern in _TABLE)


def warn_of_rarity(text: str) -> tuple[Rarity, ...]:
    """Each rare circumstance with its first place in the text, in the order of the text; empty = none found."""
    searched = ((circumstance, pattern.search(text)) for circumstance, pattern in _COMPILED)
    found = [Rarity(match.start(), match.end(), key) for key, match in searched if match]
    return tuple(sorted(found, key=lambda rarity: (rarity.start, rarity.end)))
