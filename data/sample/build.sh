#!/bin/sh
# Makes the partly coded sample project: build.sh TEMA OUT.tema
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

# in_source NAME: the source the following marks are in.
in_source() {
    source=$1
}

# k CODE TEXT: codes these words of the source. The same words twice carry both codes.
k() {
    t mark "$source" --text "$2" --code "$1"
}

"$TEMA" new "$OUT" --title "Kunstig intelligens i hjemmetjenesten" --framework leavitt --as Analytiker >/dev/null

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

# The codes that grew out of the material, below the five the framework gave. Names in «» are the informants' own words.
systems="Teknologi/Verktøy og systemer/Systemer som ikke snakker sammen"
others="Teknologi/Verktøy og systemer/Laget for noen andre"
data="Teknologi/Data/Data til å stole på"
double="Oppgaver/Dobbeltarbeid"
time="Oppgaver/Tid spart eller flyttet"
there="Oppgaver/Det du ser når du er der"
smell="«lukta i gangen»"
skill="Mennesker/Kompetanse"
training="Mennesker/Kompetanse/Opplæring mellom slagene"
afraid="Mennesker/Holdninger/Redd for å gjøre feil"
joy="Mennesker/Holdninger/Begeistring der ingen ventet den"
users="Mennesker/Brukere og pårørende"
talk="Struktur/Kommunikasjon"
flow="Struktur/Arbeidsflyt"
owner="Struktur/Roller og myndighet/Ingen eier den"
gain="Struktur/Gevinst tatt ut på forskudd"
pilot="Struktur/«pilot på pilot»"
law="Regulering og etikk/Lov og krav"
brake="Regulering og etikk/Lov og krav/«bremsekloss»"
liable="Regulering og etikk/Lov og krav/Ansvar når det går galt"
ethics="Regulering og etikk/Etiske hensyn"
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
k "$talk" "Hvis du spør rådmannen, så har vi kunstig intelligens i hele hjemmetjenesten."
k "$skill" "Det lå i hodet til Gunvor, og det viste seg at ganske mye av tjenesten vår lå i hodet til Gunvor."
k "$data" "Dataene var ikke der, og de som var der, de var feil."
k "$data" "Søppel inn, søppel ut, sier de jo, men det er først når du får en maskin som tror på søppelet, at du ser hvor mye det er."
k "$systems" "Problemet er at den ikke får lov til å skrive noe i fagsystemet."
k "$double" "Så det de gjør, er at de snakker inn, og så åpner de teksten på telefonen, og så kopierer de den over for hånd."
k "$systems" "Fordi de to systemene ikke snakker sammen. Leverandøren av fagsystemet sier at grensesnittet finnes, men at det koster."
k "Teknologi/Verktøy og systemer" "Vi er liksom gift med dem, og de vet det."
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
k "$law" "jeg vet ikke om det er lov engang"
k "Oppgaver" "men rapportene er blitt bedre de er blitt mer om hva pasienten faktisk sa"
k "Teknologi/Verktøy og systemer" "ja på innerøya må du gå ut på svaberget bak naustet for å få to streker"
k "$data" "det er den farligste fasen synes jeg når det nesten alltid er riktig"

in_source intervju-3-hjelpepleier.txt
k "$flow" "Nå er det Rutevis som bestemmer, og det er ikke noe å bytte på."
k "$talk" "Men altså, det er noe med de ti minuttene. Der fikk du vite alt."
k "$skill" "Der fikk du vite alt. At Alfred hadde hatt besøk av sønnen, og at det da pleier å bli en tung dag etterpå."
k "Mennesker/Holdninger" "Da tenkte jeg at nei, nå er det den maskinen som kjører meg."
k "$joy" "Det er det beste jeg har fått av den kommunen, og da regner jeg med gullklokka."
k "$joy" "Jeg leste min egen rapport tre ganger."
k "$there" "Rar er rar, jeg kjenner henne. Forvirret, det er noe legen gjør noe med."
k "Oppgaver" "At maskinen snakker sånn som de snakker, og ikke sånn som vi snakker."
k "$smell" "Det var lukta i gangen. Den har jeg kjent før, det er nyrene."
k "$there" "Jeg gikk inn, og jeg kjente det med en gang jeg åpnet ytterdøra. Det var lukta i gangen."
k "$data" "Grønn på telefonen og gul i ansiktet!"
k "$talk" "Jeg var ikke nøytral, jeg var i et trappehus."
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
k "$talk" "Det var der vi fikk vite ting om folk. Nå går alle rett ut i bilen."
k "$ethics" "Lista bryr seg ikke om hvem som har vært her lengst. Jeg opplever den som mer rettferdig."
k "$joy" "Jeg opplever den som mer rettferdig."
k "$owner" "Altså, vi fikk ikke nei. Vi fikk ikke noe svar."
k "$owner" "Jeg har ansvar for at alle bruker det, og ikke noe jeg skulle ha sagt om hva det er."
k "Struktur/Roller og myndighet" "Jeg eier jo det, på en måte, men jeg har ikke myndighet til å bestemme noe."
k "$others" "Norsk er tredjespråket mitt. Den forstår meg ikke når jeg er sliten."
k "$joy" "Jeg fikk språket mitt av den."
k "$ethics" "Den er trent på folk som snakker som deg."
k "$double" "Så alt blir gjort to ganger, og det er jo det motsatte av det vi solgte inn."
k "$systems" "Det er fortsatt ikke noen kobling til fagsystemet."
k "$users" "Hun sier at hun ikke vil ha noen på soverommet som hun ikke har bedt inn."
k "$watched" "Hun sier at hun ikke vil ha noen på soverommet som hun ikke har bedt inn."
k "$law" "I loven, ja. Ikke i skjemaet."
k "$watched" "Så for henne er det ikke overvåking. Det er noen som er der."
k "$time" "Og det er det den tida vi sparer, skulle ha gått til. Hvis vi hadde spart noe."
k "$pilot" "Det at vi lærer oss en ting, og så er prosjektet over, og så kommer det en ny med et nytt navn."
k "$liable" "Jeg vet at det er det du sier. Men det er meg de spør."

in_source strategi-kommune.txt
k "$talk" "Åtti prosent av de ansatte oppgir at de er fornøyde med eller nøytrale til de nye verktøyene."
k "$gain" "Gevinsten er innarbeidet i budsjettet fra og med 2025."
k "$systems" "Integrasjon med fagsystemet skal på plass så snart leverandørene har avklart ansvarsforholdet seg imellom."
k "$owner" "Ansvaret for den enkelte løsning skal avklares i hvert prosjekt."
k "$pilot" "Nye løsninger skal prøves ut i avgrensede piloter før de eventuelt settes i ordinær drift."
k "$training" "Opplæringen skal legges inn i den ordinære arbeidstiden og gjennomføres innenfor gjeldende budsjettrammer."
k "$liable" "Det skal alltid være klart hvem som har ansvaret når noe går galt."

t code set "$brake" definition="Informantens eget ord. Lov og personvern som forklaring på at noe stanser, enten loven stanser det eller ikke."
t code set "$pilot" definition="Informantens egne ord. Prosjekter som avløser hverandre uten å gå over i drift."
t code set "$smell" definition="Informantens egne ord. Foreløpig for seg selv: er dette noe annet enn det du ser når du er der?"

t memo add "Rammen er de fem delene i Leavitts utvidede modell. Etter første gjennomlesing ser det ut til at mye av det som kalles teknologi og juss, egentlig handler om hvem som kan bestemme. Intervju 2 er kodet til omtrent midten, intervju 4 er så vidt begynt."
t memo add --source intervju-2-avdelingsleder.srt "Uten tegnsetting og uten navn på hvem som snakker. Må høres gjennom mot opptaket og få talere før jeg koder videre. Ferja Hansen!"
t memo add --code "$brake" "IT-lederen skylder først på jussen og tar det tilbake i samme åndedrag. Kommuneoverlegen er rett ut uenig. Se etter steder der noe faktisk ble stanset av en regel; så langt finner jeg ingen."
t memo add --code "$joy" "Samme hjelpepleier gleder seg over språket hun fikk av Talenotat og kaller seg en mikrofon. Sykepleieren i gruppen mistet sitt språk av det samme verktøyet. Ikke for og imot, men hvem det er laget for?"
