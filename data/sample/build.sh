#!/bin/sh
# Makes the sample project, a study from the first transcript to its tables: build.sh TEMA OUT.tema
# TEMA is the path of the program. OUT must not exist; a half-made one is removed when a command fails.
set -eu

if [ $# -ne 2 ]; then
    echo "usage: build.sh TEMA OUT.tema" >&2
    exit 2
fi
TEMA=$1
OUT=$2
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

if [ -e "$OUT" ] || [ -L "$OUT" ]; then
    echo "build.sh: '$OUT' exists already: name another file, or remove it first" >&2
    exit 2
fi

# shellcheck disable=SC2317  # called by the trap
clean_up() {
    status=$?
    trap - EXIT
    if [ "$status" -ne 0 ]; then
        rm -f -- "$OUT" "$OUT-journal"
    fi
    exit "$status"
}
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# One command on the project, as the analyst, without its answer.
t() {
    "$TEMA" -p "$OUT" "$@" --as Analytiker >/dev/null
}

# v ARGUMENTS: the same as the supervisor.
v() {
    "$TEMA" -p "$OUT" "$@" --as Veileder >/dev/null
}

# in_source NAME: the source the following marks are in.
in_source() {
    source=$1
}

# k CODE TEXT: codes these words of the source. The same words twice carry both codes.
k() {
    t mark "$source" --text "$2" --code "$1"
}

# q TEXT [EDITED]: stars these words of the source as a quote, and edits them for print.
q() {
    t quote "$source" --text "$1"
    if [ $# -eq 2 ]; then
        t quote "$source" --text "$1" --print "$2"
    fi
}

"$TEMA" new "$OUT" --title "Kunstig intelligens i hjemmetjenesten" --framework leavitt --as Analytiker >/dev/null

t coder set Analytiker role=analyst
t question set "Hvordan tas kunstig intelligens i bruk i kommunal hjemmetjeneste?" --why "Fra prosjektskissen."
t phase enter familiarising --why "Alt er inne; leser gjennom før noe kodes."

t import "$here/intervju-1-it-leder.vtt" "$here/intervju-2-avdelingsleder.srt" "$here/intervju-3-hjelpepleier.txt" \
    "$here/intervju-4-kommuneoverlege.txt" "$here/gruppeintervju.vtt" "$here/strategi-kommune.txt"

t source set intervju-1-it-leder.vtt kind=interview date=2026-03-12 minutes=52 method="Teams, automatisk transkribert og rettet"
t source set intervju-2-avdelingsleder.srt kind=interview date=2026-03-17 minutes=48 method="Telefon, transkribert med Whisper, ikke rettet"
t source set intervju-3-hjelpepleier.txt kind=interview date=2026-03-19 minutes=55 method="Ansikt til ansikt, transkribert for hånd"
t source set intervju-4-kommuneoverlege.txt kind=interview date=2026-03-26 minutes=46 method="Teams, transkribert for hånd"
t source set gruppeintervju.vtt kind=group date=2026-04-09 minutes=71 method="Teams, automatisk transkribert og rettet"
t source set strategi-kommune.txt kind=document date=2024-12-11 author="Eidlia kommune" year=2024 method="Hentet fra kommunens nettsider"

t participant add "Informant 1" role="IT-leder" organisation="Eidlia kommune" size="stor"
t participant add "Informant 2" role="Avdelingsleder, hjemmetjenesten" organisation="Skarvøy kommune" size="liten"
t participant add "Informant 3" role="Hjelpepleier" organisation="Eidlia kommune" size="stor"
t participant add "Informant 4" role="Kommuneoverlege" organisation="Tverrås kommune" size="middels"
t participant add "Informant 5" role="Koordinator for velferdsteknologi" organisation="Eidlia kommune" size="stor"
t participant add "Informant 6" role="Sykepleier" organisation="Eidlia kommune" size="stor"
t participant add "Informant 7" role="Tillitsvalgt" organisation="Eidlia kommune" size="stor"

t speaker link intervju-1-it-leder.vtt "Mari Hegdal" interviewer
t speaker link intervju-1-it-leder.vtt "Torstein Lia" "Informant 1"
t speaker link intervju-3-hjelpepleier.txt "Intervjuer" interviewer
t speaker link intervju-3-hjelpepleier.txt "Informant" "Informant 3"
t speaker link intervju-4-kommuneoverlege.txt "Mari Hegdal" interviewer
t speaker link intervju-4-kommuneoverlege.txt "Solveig Brattli" "Informant 4"
t speaker link gruppeintervju.vtt "Mari Hegdal" interviewer
t speaker link gruppeintervju.vtt "Bjørg Sundet" "Informant 3"
t speaker link gruppeintervju.vtt "Kine Myhre" "Informant 5"
t speaker link gruppeintervju.vtt "Reza Karimi" "Informant 6"
t speaker link gruppeintervju.vtt "Anne-Lise Foss" "Informant 7"

# "Informant 1, IT-leder", and documents by author, year and page.
t project set attribution="{name}, {role}" citation="{author}, {year}, s. {page}"
t source set intervju-1-it-leder.vtt checked=yes
t source set intervju-3-hjelpepleier.txt checked=yes
t source set gruppeintervju.vtt checked=yes
t memo add --source intervju-2-avdelingsleder.srt "Uten tegnsetting og uten navn på hvem som snakker. Må høres gjennom mot opptaket og få talere før jeg koder videre. Ferja Hansen!"

# ---- round 1, deductive: the five parts of the framework are the themes ----

t phase enter coding --why "Første runde: hva rommer de fem delene?"
t round start deductive --name "Runde 1" --note "De fem delene i Leavitts utvidede modell, ikke finere."
t structure add "Rammeverket" --level komponent
for part in Teknologi Oppgaver Mennesker Struktur "Regulering og etikk"; do
    t theme add "$part" --structure Rammeverket
    t theme place "$part" "$part" --structure Rammeverket
done
t codebook commit --label rammeverk -m "De fem delene, slik rammeverket gir dem."

skill="Mennesker/Kompetanse"
talk="Struktur/Kommunikasjon"
flow="Struktur/Arbeidsflyt"
law="Regulering og etikk/Lov og krav"
ethics="Regulering og etikk/Etiske hensyn"

in_source intervju-1-it-leder.vtt
k "$talk" "Hvis du spør rådmannen, så har vi kunstig intelligens i hele hjemmetjenesten."
k "$skill" "Det lå i hodet til Gunvor, og det viste seg at ganske mye av tjenesten vår lå i hodet til Gunvor."
k "Teknologi/Verktøy og systemer" "Vi er liksom gift med dem, og de vet det."
in_source intervju-2-avdelingsleder.srt
k "$law" "jeg vet ikke om det er lov engang"
k "Oppgaver" "men rapportene er blitt bedre de er blitt mer om hva pasienten faktisk sa"
k "Teknologi/Verktøy og systemer" "ja på innerøya må du gå ut på svaberget bak naustet for å få to streker"
in_source intervju-3-hjelpepleier.txt
k "$flow" "Nå er det Rutevis som bestemmer, og det er ikke noe å bytte på."
k "$talk" "Men altså, det er noe med de ti minuttene. Der fikk du vite alt."
k "$skill" "Der fikk du vite alt. At Alfred hadde hatt besøk av sønnen, og at det da pleier å bli en tung dag etterpå."
k "Mennesker/Holdninger" "Da tenkte jeg at nei, nå er det den maskinen som kjører meg."
k "Oppgaver" "At maskinen snakker sånn som de snakker, og ikke sånn som vi snakker."
k "$talk" "Jeg var ikke nøytral, jeg var i et trappehus."
in_source gruppeintervju.vtt
k "$talk" "Det var der vi fikk vite ting om folk. Nå går alle rett ut i bilen."
k "$ethics" "Lista bryr seg ikke om hvem som har vært her lengst. Jeg opplever den som mer rettferdig."
k "Struktur/Roller og myndighet" "Jeg eier jo det, på en måte, men jeg har ikke myndighet til å bestemme noe."
k "$ethics" "Den er trent på folk som snakker som deg."
k "$law" "I loven, ja. Ikke i skjemaet."
in_source strategi-kommune.txt
k "$talk" "Åtti prosent av de ansatte oppgir at de er fornøyde med eller nøytrale til de nye verktøyene."
t memo add "Rammen er de fem delene i Leavitts utvidede modell. Etter første gjennomlesing ser det ut til at mye av det som kalles teknologi og juss, egentlig handler om hvem som kan bestemme. Intervju 2 er kodet til omtrent midten, intervju 4 er så vidt begynt."
t codebook commit --label deduktiv -m "Etter den deduktive runden: rammen holder, men sier lite om hva som bremser."
t round end

# ---- round 2, inductive: codes that grow out of the material. Names in «» are the informants' own words ----

t question set "Hvilke barrierer møter kommuner som tar kunstig intelligens i bruk i hjemmetjenesten?" --why "Informantene snakker lite om hvordan og mye om hva som står i veien."
t round start inductive --name "Runde 2" --note "Finere, og fra materialet."

systems="Teknologi/Verktøy og systemer/Systemer som ikke snakker sammen"
others="Teknologi/Verktøy og systemer/Laget for noen andre"
data="Teknologi/Data/Data til å stole på"
double="Oppgaver/Dobbeltarbeid"
time="Oppgaver/Tid spart eller flyttet"
there="Oppgaver/Det du ser når du er der"
smell="«lukta i gangen»"
training="Mennesker/Kompetanse/Opplæring mellom slagene"
afraid="Mennesker/Holdninger/Redd for å gjøre feil"
joy="Mennesker/Holdninger/Begeistring der ingen ventet den"
users="Mennesker/Brukere og pårørende"
owner="Struktur/Roller og myndighet/Ingen eier den"
gain="Struktur/Gevinst tatt ut på forskudd"
pilot="Struktur/«pilot på pilot»"
brake="Regulering og etikk/Lov og krav/«bremsekloss»"
liable="Regulering og etikk/Lov og krav/Ansvar når det går galt"
watched="Regulering og etikk/Etiske hensyn/Overvåking eller trygghet"

t code add "$systems" --definition "Det som mangler, er forbindelsen mellom redskapene, ikke redskapet selv."
t code add "$others" --definition "Løsningen er laget for et annet sted eller en annen slags bruker enn den som skal bruke den."
t code add "$data" --definition "Om opplysningene maskinen regner på, finnes og stemmer, og om svarene derfor er til å stole på."
t code add "$double" --definition "Samme arbeid gjøres to ganger fordi redskapet er kommet i tillegg."
t code add "$time" --definition "Tid som er spart, påstått spart, eller bare flyttet til en annen oppgave eller person."
t code add "$there" --definition "Det en fagperson oppfatter ved å være i rommet, og som ikke står noe sted."
t code add "$training" --definition "Opplæring som skulle hatt egen tid, men som blir gjort innimellom."
t code add "$afraid" --definition "Uro for å gjøre noe galt mot pasienten eller få skylden."
t code add "$joy" --definition "Noen som etter alles forventning skulle vært imot, er for. Tilfeller som taler mot bildet av motstand."
t code add "$users" --definition "Hva de som får hjelpen og deres nærmeste sier, gjør eller blir tillagt."
t code add "$owner" --definition "Ansvaret er delt ut til mange eller til ingen, og derfor blir ingenting bestemt."
t code add "$gain" --definition "Innsparingen er trukket fra før det er noe spart."
t code add "$liable" --definition "Hvem som må svare når redskapet har tatt feil, etter loven og etter folks egen følelse."
t code add "$watched" --definition "Om det å bli passet på oppleves som inngrep eller som hjelp."

in_source intervju-1-it-leder.vtt
k "$data" "Dataene var ikke der, og de som var der, de var feil."
k "$data" "Søppel inn, søppel ut, sier de jo, men det er først når du får en maskin som tror på søppelet, at du ser hvor mye det er."
k "$systems" "Problemet er at den ikke får lov til å skrive noe i fagsystemet."
k "$double" "Så det de gjør, er at de snakker inn, og så åpner de teksten på telefonen, og så kopierer de den over for hånd."
k "$systems" "Fordi de to systemene ikke snakker sammen. Leverandøren av fagsystemet sier at grensesnittet finnes, men at det koster."
k "$brake" "Da lå den i ni måneder."
k "$owner" "Det er ingen som har sagt nei. Det er bare ingen som har sagt ja."
k "$brake" "Jussen er blitt en bremsekloss, men det er vi som holder foten på den."
k "$owner" "Det er jo det, da, hvem er det som eier dette?"
k "$liable" "Når det går bra, er det mange som eier det. Når det går galt, så er det IT."
k "$owner" "Når det går bra, er det mange som eier det. Når det går galt, så er det IT."
k "$there" "Det ble oppdaget, hun som hadde vakta reagerte og ringte."
k "$time" "Vi sparte et årsverk, og så brukte vi et halvt på å passe på det vi sparte."
k "$gain" "Der står det ett årsverk, for det var det vi lovet da vi fikk pengene, og det er allerede trukket fra budsjettet til hjemmetjenesten."
k "$gain" "Trukket i januar, og vi startet i mars. Så de begynte i minus."
k "$joy" "Den beste brukeren vi har på Talenotat, er en hjelpepleier på snart seksti."
k "$training" "De vikarene som kommer om sommeren, de får ingenting, de får et ark."
k "$pilot" "Det er pilot på pilot her. Vi er verdensmestre i pilot."
k "$data" "Den flagget sytti prosent av brukerne gult."

in_source intervju-2-avdelingsleder.srt
k "$others" "den visste ikke at det var vann der nei"
k "$others" "så nå står ferja i systemet som en bruker med vedtak om bistand to ganger om dagen"
k "$data" "så nå står ferja i systemet som en bruker med vedtak om bistand to ganger om dagen"
k "$others" "men vi er liksom alltid en spesialtilpasning"
k "$watched" "det var en som sa at nå kan du jo se når jeg kjøper is på kiosken"
k "$data" "det er den farligste fasen synes jeg når det nesten alltid er riktig"

in_source intervju-3-hjelpepleier.txt
k "$joy" "Det er det beste jeg har fått av den kommunen, og da regner jeg med gullklokka."
k "$joy" "Jeg leste min egen rapport tre ganger."
k "$there" "Rar er rar, jeg kjenner henne. Forvirret, det er noe legen gjør noe med."
k "$smell" "Det var lukta i gangen. Den har jeg kjent før, det er nyrene."
k "$there" "Jeg gikk inn, og jeg kjente det med en gang jeg åpnet ytterdøra. Det var lukta i gangen."
k "$data" "Grønn på telefonen og gul i ansiktet!"
k "$training" "Tjue minutter på et morgenmøte."
k "$afraid" "Jeg var livredd for å trykke feil, at noe skulle forsvinne og at det ble min skyld."
k "$liable" "Det er jeg som har signert. Det står navnet mitt under, det står ikke noe om noen maskin."
k "$watched" "Men hun ene har fått det for seg at det er noen som hører på hele tida. Hun hvisker når jeg har telefonen framme."
k "$users" "Hun hvisker når jeg har telefonen framme."

# The medical officer is read through once, and hardly coded.
in_source intervju-4-kommuneoverlege.txt
k "$brake" "Jussen er en veldig fin plass å gjemme seg når du ikke har lyst til å bestemme noe."
k "$data" "Den måler hvor mye vi har skrevet om deg, ikke hvor syk du er."

in_source gruppeintervju.vtt
k "$gain" "Det ble trukket ett årsverk i januar, før Rutevis var slått på."
k "$joy" "Jeg opplever den som mer rettferdig."
k "$owner" "Altså, vi fikk ikke nei. Vi fikk ikke noe svar."
k "$owner" "Jeg har ansvar for at alle bruker det, og ikke noe jeg skulle ha sagt om hva det er."
k "$others" "Norsk er tredjespråket mitt. Den forstår meg ikke når jeg er sliten."
k "$joy" "Jeg fikk språket mitt av den."
k "$double" "Så alt blir gjort to ganger, og det er jo det motsatte av det vi solgte inn."
k "$systems" "Det er fortsatt ikke noen kobling til fagsystemet."
k "$users" "Hun sier at hun ikke vil ha noen på soverommet som hun ikke har bedt inn."
k "$watched" "Hun sier at hun ikke vil ha noen på soverommet som hun ikke har bedt inn."
k "$watched" "Så for henne er det ikke overvåking. Det er noen som er der."
k "$time" "Og det er det den tida vi sparer, skulle ha gått til. Hvis vi hadde spart noe."
k "$pilot" "Det at vi lærer oss en ting, og så er prosjektet over, og så kommer det en ny med et nytt navn."
k "$liable" "Jeg vet at det er det du sier. Men det er meg de spør."

in_source strategi-kommune.txt
k "$gain" "Gevinsten er innarbeidet i budsjettet fra og med 2025."
k "$systems" "Integrasjon med fagsystemet skal på plass så snart leverandørene har avklart ansvarsforholdet seg imellom."
k "$owner" "Ansvaret for den enkelte løsning skal avklares i hvert prosjekt."
k "$pilot" "Nye løsninger skal prøves ut i avgrensede piloter før de eventuelt settes i ordinær drift."
k "$training" "Opplæringen skal legges inn i den ordinære arbeidstiden og gjennomføres innenfor gjeldende budsjettrammer."
k "$liable" "Det skal alltid være klart hvem som har ansvaret når noe går galt."

# Read, and nothing there to code.
t aside intervju-1-it-leder.vtt --text "Da går vi videre."
t aside gruppeintervju.vtt --text "Nei, for du hadde de gode besøkene. (ler)"

t code set "$brake" definition="Informantens eget ord. Lov og personvern som forklaring på at noe stanser, enten loven stanser det eller ikke."
t code set "$pilot" definition="Informantens egne ord. Prosjekter som avløser hverandre uten å gå over i drift."
t code set "$smell" definition="Informantens egne ord. Foreløpig for seg selv: er dette noe annet enn det du ser når du er der?"
t memo add --code "$brake" "IT-lederen skylder først på jussen og tar det tilbake i samme åndedrag. Kommuneoverlegen er rett ut uenig. Se etter steder der noe faktisk ble stanset av en regel; så langt finner jeg ingen."
t memo add --code "$joy" "Samme hjelpepleier gleder seg over språket hun fikk av Talenotat og kaller seg en mikrofon. Sykepleieren i gruppen mistet sitt språk av det samme verktøyet. Ikke for og imot, men hvem det er laget for?"
t codebook commit --label induktiv -m "Etter den induktive runden, før temaene."
t round end

# ---- candidate sub-themes, several of which do not last ----

t phase enter searching --why "Kodene samles til mulige barrierer."
t structure add "Barrierer" --level komponent --level barriere
t structure use "Barrierer"

apart="Teknologi/Systemer som ikke snakker sammen"
made="Teknologi/Laget for noen andre"
trash="Teknologi/Maskinen tror på søppelet"
added="Oppgaver/Arbeid i tillegg"
moved="Oppgaver/Tid som bare flyttes"
sensed="Oppgaver/Det som bare merkes på stedet"
taught="Mennesker/Opplæring mellom slagene"
against="Mennesker/Motstand mot teknologi"
nobody="Struktur/Ingen eier den"
spent="Struktur/Gevinsten er tatt ut på forskudd"
pilots="Struktur/Evig pilot"
stopped="Regulering og etikk/Jussen stanser oss"
signed="Regulering og etikk/Ansvaret lander på den som signerer"

t theme add "$apart"
t theme place "$apart" "$systems"
t theme add "$made"
t theme place "$made" "$others"
t theme add "$trash"
t theme place "$trash" "$data"
t theme add "$added"
t theme place "$added" "$double"
t theme add "$moved"
t theme place "$moved" "$time"
t theme add "$sensed"
t theme place "$sensed" "$there" "$smell"
t theme add "$taught"
t theme place "$taught" "$training" "$afraid"
t theme add "$against"
t theme place "$against" "Mennesker/Holdninger"
t theme add "$nobody"
t theme place "$nobody" "$owner"
t theme add "$spent"
t theme place "$spent" "$gain"
t theme add "$pilots"
t theme place "$pilots" "$pilot"
t theme add "$stopped"
t theme place "$stopped" "$law"
t theme add "$signed"
t theme place "$signed" "$liable"
t phase leave --why "Tretten mulige barrierer."

# ---- the supervisor reads along ----

v coder set Veileder role=supervisor
v review agree intervju-1-it-leder.vtt --text "Problemet er at den ikke får lov til å skrive noe i fagsystemet." --code "$systems"
v review agree gruppeintervju.vtt --text "Altså, vi fikk ikke nei. Vi fikk ikke noe svar." --code "$owner"
v review question intervju-1-it-leder.vtt --text "Da lå den i ni måneder." --code "$brake" "Er det jussen som bremser her, eller det at ingen bestemmer?"
v review question intervju-3-hjelpepleier.txt --text "Jeg leste min egen rapport tre ganger." --code "$joy" "Leser du begeistring av det? Det kan like gjerne være uro."
v review disagree gruppeintervju.vtt --text "Jeg opplever den som mer rettferdig." --code "$joy" "Dette er et argument om rettferd, ikke begeistring."

t phase enter reviewing --why "Veileders spørsmål; barrierene leses mot alle utdrag."
t recode gruppeintervju.vtt --text "Jeg opplever den som mer rettferdig." --code "$joy" "$ethics"
t review comment gruppeintervju.vtt --text "Jeg opplever den som mer rettferdig." --code "$ethics" "Enig, flyttet til etiske hensyn."
t review comment intervju-3-hjelpepleier.txt --text "Jeg leste min egen rapport tre ganger." --code "$joy" "Hun ler når hun sier det, og like før er det gullklokka. Lar den stå."
t review comment intervju-1-it-leder.vtt --text "Da lå den i ni måneder." --code "$brake" "Han tar det selv tilbake rett etterpå. Jussen som forklaring hører under at ingen bestemmer; barrieren lages om."
v review agree gruppeintervju.vtt --text "Jeg opplever den som mer rettferdig." --code "$ethics"
v review agree intervju-3-hjelpepleier.txt --text "Jeg leste min egen rapport tre ganger." --code "$joy"
v review resolve intervju-1-it-leder.vtt --text "Da lå den i ni måneder." --code "$brake"

# ---- redefined, merged, dropped, until nine are left ----

t theme set "$stopped" idea="Det er loven som stanser." definition="Regler som faktisk har stanset noe."
t theme set "$stopped" idea="Loven er et sted å gjemme seg." definition="Lov og personvern som forklaring på at noe stanser, enten loven stanser det eller ikke." scope="Ikke de etiske avveiningene."
t theme move "$stopped" Struktur
stopped="Struktur/Jussen stanser oss"
t theme rename "$stopped" "Jussen som gjemmested"
stopped="Struktur/Jussen som gjemmested"
t theme merge "$stopped" "$nobody" --why "Den som gjemmer seg bak loven, er den som ikke vil bestemme."
t theme merge "$moved" "$added" --why "Tiden flyttes fordi arbeidet gjøres to ganger."
t theme merge "$pilots" "$spent" --why "Begge handler om prosjekter som gjøres opp før de er i drift."
t theme drop "$against" --why "Utdragene taler imot: de som skulle være imot, er for."
t memo add --theme "$against" "Det beste argumentet mot denne barrieren er hjelpepleieren på snart seksti."

t theme set Teknologi idea="Det som mangler, er forbindelser og data, ikke redskaper." definition="Barrierer i redskapene og dataene selv."
t theme set Oppgaver idea="Redskapet kommer oppå arbeidet, ikke i stedet for det." definition="Barrierer i hva arbeidet går ut på."
t theme set Mennesker idea="Folk er ikke imot, de er overlatt til seg selv." definition="Barrierer i hva folk kan og tør."
t theme set Struktur idea="Ansvar, penger og myndighet ligger hver for seg." definition="Barrierer i hvordan det bestemmes."
t theme set "Regulering og etikk" idea="Det uklare rammer dem som står nederst." definition="Barrierer i lov, ansvar og etikk."
t theme set "$apart" idea="Redskapene virker hver for seg." definition="Det som er laget, når ikke fram dit det trengs, fordi systemene ikke er koblet."
t theme set "$made" idea="Løsningen er laget for en by." definition="Redskapet forutsetter et annet sted eller en annen bruker."
t theme set "$trash" idea="Maskinen regner på det som står der." definition="Dataene mangler eller er feil, og svarene ser like sikre ut."
t theme set "$added" idea="Arbeidet gjøres to ganger." definition="Redskapet gir nytt arbeid, eller flytter det, uten å ta bort noe."
t theme set "$sensed" idea="Noe av det viktigste står ikke noe sted." definition="Det en fagperson oppfatter ved å være til stede, og som ikke kan registreres."
t theme set "$taught" idea="Ingen har fått tid til å lære." definition="Opplæringen skjer innimellom, og utryggheten blir den enkeltes."
t theme set "$nobody" idea="Ingen har sagt nei, og ingen har sagt ja." definition="Ansvaret er delt ut til mange eller til ingen; loven blir et sted å gjemme seg."
t theme set "$spent" idea="Innsparingen er brukt før den finnes." definition="Gevinsten trekkes fra før noe er i drift, og prosjektene avløser hverandre."
t theme set "$signed" idea="Den som signerer, blir stående igjen." definition="Når det går galt, lander ansvaret på den enkelte."
for theme in "$apart" "$made" "$trash" "$added" "$sensed" "$taught" "$nobody" "$spent" "$signed"; do
    t theme keep "$theme"
done
t codebook commit --label ferdig -m "Ni barrierer under fem komponenter."

# ---- naming, quotes ----

t phase enter defining --why "Barrierene har fått navn og hver sin setning."
in_source intervju-1-it-leder.vtt
q "Fordi de to systemene ikke snakker sammen. Leverandøren av fagsystemet sier at grensesnittet finnes, men at det koster." "[…] Leverandøren av fagsystemet sier at grensesnittet finnes, men at det koster."
q "Det er ingen som har sagt nei. Det er bare ingen som har sagt ja."
q "Søppel inn, søppel ut, sier de jo, men det er først når du får en maskin som tror på søppelet, at du ser hvor mye det er." "Søppel inn, søppel ut […], men det er først når du får en maskin som tror på søppelet, at du ser hvor mye det er."
q "Når det går bra, er det mange som eier det. Når det går galt, så er det IT."
q "Trukket i januar, og vi startet i mars. Så de begynte i minus."
in_source intervju-2-avdelingsleder.srt
q "så nå står ferja i systemet som en bruker med vedtak om bistand to ganger om dagen" "[N]å står ferja i systemet som en bruker med vedtak om bistand to ganger om dagen[.]"
in_source intervju-3-hjelpepleier.txt
q "Det var lukta i gangen. Den har jeg kjent før, det er nyrene."
q "Jeg var livredd for å trykke feil, at noe skulle forsvinne og at det ble min skyld."
q "Det er jeg som har signert. Det står navnet mitt under, det står ikke noe om noen maskin."
in_source gruppeintervju.vtt
q "Så alt blir gjort to ganger, og det er jo det motsatte av det vi solgte inn."
t theme place "$taught" --unit intervju-1-it-leder.vtt --text "De vikarene som kommer om sommeren, de får ingenting, de får et ark."
t phase enter reporting --why "Tabellene til oppgaven."
