. "$TESTS/common"

small_study
does 'participant add' participant add P1 rolle=sykepleier år:number=12
says 'said' 'P1'
refuses 'not twice' 'P1' participant add P1
does 'participant set' participant set P1 rolle=leder name=P2
does 'listed' list participants --json
says 'renamed' '"name": "P2"'
says 'changed' '"rolle": "leder"'
says 'kept' '"år": 12'
refuses 'a number that is none' 'mange' participant set P2 år=mange
refuses 'another type' 'number' participant set P2 år:text=mange
refuses 'an unknown type' 'text, number' participant set P2 x:ting=1
does 'an empty value' participant set P2 rolle=
does 'removes it' list participants --json
lacks 'wholly' 'rolle'
refuses 'an unknown participant' 'P9' participant set P9 a=b
does 'speaker link to a participant' speaker link en.txt Kari P2
does 'to the interviewer' speaker link en.txt Intervjuer interviewer
does 'in another source too' speaker link to.vtt Ola P2
does 'listed' list speakers --json
says 'role' '"role": "interviewer"'
says 'name' '"participant_name": "P2"'
does 'to nobody' speaker link to.vtt Ola nobody
refuses 'an unknown one' 'Egon' speaker link to.vtt Egon nobody
refuses 'an unknown participant' 'P7' speaker link to.vtt Ola P7
does 'rename' speaker rename to.vtt Ola Olav
does 'shown' show to.vtt
says 'so' 'Olav: Vi begynte'
does 'all is sound' check
