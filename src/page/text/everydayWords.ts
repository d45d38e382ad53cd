/**
 * The words of everyday English that the page may use without an explanation, in small letters and in their plain form;
 * `words.test.ts` reads every text of the page against them. A new word belongs here if somebody knows it who has learned
 * English at school for some years; if not, say it otherwise, or explain it in `en/glossary/`.
 */
export const EVERYDAY_WORDS: readonly string[] = `
  able above account accuracy accurate across act action add address advanced advice after again against ago agree
  agreement ahead alike all allow almost alone along already also although always among animal another answer answers
  any anybody anything anyway apart appear appropriate arrow art as aside ask assume at attempts author average away
  back bad band bar bare battery be because become been before began begin behind below beside best between beyond billion bit
  blocked both bought brackets break bring brought browser but button buys by bytes call came cancel cannot card care
  careless case ceiling cell certain chance change chart chat check choice choose chose chosen class classify classroom
  clear close code collected color come common company compare comparison compile complete completion compute computer
  connection continue control conversations cookie copy copyright correct cost could count curly current curve customer
  cut damage dark dash data database day decide default define definition delete desk details dice did die differ
  difference different difficult digits direction disagree dismiss display distance divide dividing do done dot down
  drag draw drawer drawn drop dropped dropping during each earlier early earn easier easy edit effect eight either else
  elsewhere empty end enough enter entry equal error estimate evaluate evaluation even events ever every everybody
  everything exact example exams exclude exist expect explain export eye fact fail fair fall false far farther farthest
  fast favorite feedback feel few figure file fill find finish first fit five fixed fold follow food fool forget
  forgotten form format formula forum forward four fourth frame free fresh friend from front full further gain game gap
  gave get getting given giving go gone good got grammatical graphics great grow guess had half hand happen hard harm
  harmful harmless have hear heart height held help helpful helpfulness here hers hidden hide high his hold hollow home
  honest honesty hope hour however human hundred hundredths id idea if ignore import important inappropriate include
  inside instead instruction insult interactive interesting internet into item its itself job jump just keep kept key
  kind knew knob know known lab lacks laid land language large last later latest law lay lead leaf learn least leave led
  left length less lesson let library license lie life light like limit line link list listen little load loaded lock
  long look lose lot low lower luck machine made main make many map mark mask maximize may mean meanwhile measure measurement
  memory message met methods metrics middle might million milliseconds mine minus minute missing mistake mix model
  moment money month more morning most move much multiple must name near need neighbors neither never new next nice
  night nobody none nor normalize note nothing now number odd off often old on online open operations order other
  otherwise our out outside over overall overlay own pace pack pad page paid pair pale panes paper part passes past
  paste pause pay peak people per percent perhaps person phone phrase pick picture piece pipeline place plain play
  playground please plus point polite possible practice predict prediction prefer present press previous private problem
  processor product program progress projector public pull purpose push put quality question quick quiet ran
  random randomness range rare reach reached read ready ready-made real reasons recipe record refuse refused region
  reject reload remarks remember remove rename renew repetition replay report request rerun reset resist rest result
  rewrite right ring rise robots role rolled rolls room rose row rude rule run same save say scale school screen second
  see seem seen select sent server set seven several shade share shift ship short shorten should show shown shrink side
  sign simple simulated since single sit size skip slow small smooth so some somebody sometimes somewhere soon source
  space speak special speed square stage stand standard start state stay step still stood stop store story straight strongly
  student style such suit sum summaries sure switch system tab table take taken talk target task taste taught teach team
  tell ten terms test text than thank their them theme themselves then therefore these thing think third those though
  thought thousand through throughout time tiny today together told tomorrow too took top towards toy train translation
  trick true trust truth try turn twenty twice type undecided under understand understood undo unfinished unfold unit
  unless unlikely unpack until untrue use useful usual version very view visit visitor voice wait walk want warm watch
  wavy way we web week weigh well whatever when whether while whoever whole whom whose why wide will win window wish within
  without word work world worse worst worth would write written wrong wrote year yesterday yet young your yourself zero
  zoom`
  .trim()
  .split(/\s+/);

/** Parts of the names of people, data sets, programs and languages. */
export const PROPER_NAMES: readonly string[] = `
  ahmadian al askell bai bradley brown durrett english et face french gao goyal hellaswag hilton hugging javascript js
  knox maddison mit ouyang python pytorch radford rafailov realtoxicityprompts schulman shaib singhal spanish squad
  stiennon stone sun tensorflow terry tetris truthfulqa wallace wilson xu`
  .trim()
  .split(/\s+/);
