/** English: the rankings that are kept, and files of them. */
import { cutInMiddle } from '../../../excerpt';
import { many } from './many';

const differing = (n: number) =>
  `${n} of these ${n === 1 ? 'has' : 'have'} another order or other remarks in the file, and ${n === 1 ? 'stays' : 'stay'} as here.`;

const inComparisons = (comparisons: string) => `${comparisons} ${comparisons === '1' ? 'comparison' : 'comparisons'}`;

export const rankings = {
  heading: (own: number, labelers: number) =>
    labelers === 0
      ? 'Your rankings'
      : own === 0
        ? `Rankings of ${many(labelers, 'imported labeler', 'imported labelers')}`
        : `Rankings of you and ${many(labelers, 'imported labeler', 'imported labelers')}`,
  none: 'None yet. They stay in this browser, until you delete them.',
  unkept: 'This browser keeps nothing for the page: export your rankings before you leave.',
  dropped: 'A change of your rankings that an earlier visit could not finish cannot be read: it is lost.',
  you: 'you',
  labelers: (n: number, rankings: number) =>
    `${many(n, 'imported labeler', 'imported labelers')}, ${many(rankings, 'ranking', 'rankings')}`,
  ofLabeler: (rankings: number) => `: ${many(rankings, 'ranking', 'rankings')}`,
  removeLabeler: (name: string) => `Remove all of ${name}`,
  summary: {
    heading: 'Where the labelers agree, and where not',
    agreement: (share: string, comparisons: string) =>
      `Two labelers put a pair of answers in the same order in ${share} of ${inComparisons(comparisons)}; ties are not counted.`,
    none: 'No prompt has been ranked by two labelers yet.',
    alone: (n: number) => `${many(n, 'prompt was', 'prompts were')} ranked by one labeler alone.`,
    ranked: (labelers: number, mine: boolean, share: string | null, comparisons: string) =>
      [
        `${labelers} labelers${mine ? ', you among them' : ''}`,
        share === null ? 'only ties' : `${share} of ${inComparisons(comparisons)} alike`,
      ].join(': '),
    first: (labelers: number, mine: boolean) => `best for ${labelers}${mine ? ', you among them' : ''}`,
    divided: (votes: readonly [number, number]) => `Most divided, ${votes[0]} to ${votes[1]}:`,
    before: 'before',
    rest: (n: number) => `The other ${many(n, 'prompt', 'prompts')}`,
  },
  drop: 'Drop files of rankings here',
  emptyPrompt: 'an empty prompt',
  leftOut:
    'This ranking takes no part in anything, and no file takes it along: its prompt is empty, or its texts are not of the world’s words. An earlier version of this page took it.',
  newer: 'Newer',
  older: 'Older',
  range: (first: string, last: string, all: string) => `${first} to ${last} of ${all}, the newest first`,
  edit: (prompt: string) => `Rank again: ${prompt}`,
  remove: (prompt: string) => `Delete: ${prompt}`,
  rank: 'rank',
  answer: 'answer',
  scoreWithout: 'without',
  scoreWith: 'with',
  scoresMeaning:
    'Scores of the two short reward models, without and with these rankings; both are shifted so that demonstrations score 0 on average.',
  exportRankings: 'Export rankings',
  exportRankingsMeaning:
    'JSON Lines with prompt, completions, ranking, all remarks, an id and, of an imported ranking, its labeler: this page reads it back whole, and each ranking counts once.',
  pairsLeftOut: (n: number) =>
    `${many(n, 'pair was', 'pairs were')} left out of the file: an answer in ${n === 1 ? 'it' : 'them'} holds a mark of the model’s, such as ‹prompt›, which another program would take for the mark itself.`,
  exportPairs: 'Export pairs for TRL',
  exportPairsMeaning:
    'JSON Lines with prompt, chosen and rejected as conversations of one turn: the preference format that TRL’s RewardTrainer and DPOTrainer read. A pair does not tell whose ranking it is from: brought in here, it counts as somebody else’s.',
  importFile: 'Import…',
  importMeaning:
    'JSON Lines of rankings or of pairs, at most 4 MB, several files at once, also by drop. Every file is a labeler of its own, but for the labelers whom it names itself, and every ranking in it counts, also where it agrees with another.',
  imported: (added: number, labelers: number, known: number, different: number) =>
    [
      `${many(added, 'ranking', 'rankings')} added${labelers === 0 ? '' : `: ${many(labelers, 'labeler', 'labelers')} more`}.`,
      ...(known === 0 ? [] : [`${known} ${known === 1 ? 'was' : 'were'} here already.`]),
      ...(different === 0 ? [] : [differing(different)]),
    ].join(' '),

  file: {
    refused: (name: string, reason: string) => `“${cutInMiddle(name)}” was not imported. ${reason}`,
    sameFile: (name: string) => `It is here already, as “${name}”: the same file counts once.`,
    nothingToAdd: (own: boolean, different: number) =>
      [
        own ? 'It is your own export: nothing to add.' : 'Every ranking in it is here already, from another file.',
        ...(different === 0 ? [] : [differing(different)]),
      ].join(' '),
    line: (line: number, reason: string) => `Line ${line}: ${reason}`,
    unread: 'The file could not be read.',
    tooLarge: (most: string, came: string) => `The file may have at most ${most} bytes, this one has ${came}.`,
    tooMany: (most: number) => `A file may hold at most ${most} rankings.`,
    empty: 'It holds no ranking.',
    neither: (keys: string) =>
      `expected a record with “prompt”, “completions” and “ranking”, or with “prompt”, “chosen” and “rejected”, got ${keys}.`,
    noRecord: (came: string) => `expected a record in curly brackets, got ${came}.`,
    keys: (keys: readonly string[]) =>
      keys.length === 0 ? 'none of these' : `only ${keys.map((key) => `“${key}”`).join(', ')}`,
    field: (field: string, expected: string, came: string) => `“${field}” must be ${expected}, got ${came}.`,
    emptyPrompt: '“prompt” is empty, and a model is asked something.',
    special: (field: string, token: string, sign: string) =>
      `“${field}” has “${token}” in it, shown here as ${sign}: that is a mark of the model’s, not a word.`,
    words: (field: string, words: string, more: number) =>
      `“${field}” has words that this world lacks: ${words}${more > 0 ? `; and ${more} more` : ''}.`,
    nearest: (word: string, near: readonly string[]) =>
      near.length === 0 ? `“${word}”` : `“${word}” (near to it: ${near.join(', ')})`,
    tooLong: (field: string, words: number, most: number) =>
      `“${field}” may have at most ${most} words, it has ${words}.`,
    sharedId: (id: string, line: number) =>
      `“id” must be its own, got “${id}”, which names another ranking in line ${line}.`,
    same: 'two of its answers are the same text, so there is nothing to rank between them.',
    expected: {
      id: 'the id that this page gave the ranking: 12 to 64 small letters, digits or dashes',
      said: (role: string) => `a text, or a list of one message of the role “${role}”`,
      completions: 'a list of 2 to 9 texts',
      ranking: (n: number) => `every number from 0 to ${n - 1} once, best first`,
      ties: 'a list of pairs of neighbors in the ranking',
      quality: 'a list with a whole number from 1 to 7, or null, for each completion',
      flags: (all: string) => `a list with a list of some of ${all} for each completion`,
      labeler: 'a labeler as this page writes one, with a name of at most 300 letters',
      sources: (all: string) => `a list with one of ${all} for each completion`,
    },
  },
};
