/** Why the world's judge gave an answer its gold: what was wanted, and every factor that took something away. */
import { splitSentences } from '../../../world/grammar';
import { judge, type Verdict } from '../../../world/judge';
import { readPrompt } from '../../../world/prompts';
import { POLITE_SENTENCES } from '../../../world/sentences';
import { text } from '../../text/text';
import { formatFixed, formatShare } from '../format';

const words = text.gold;

/** The factors whose product gold is. */
export function factorsOf({ task, fluent, distinct, honest, harmless }: Verdict, ended: boolean) {
  return { task, fluent, distinct, ended: ended ? 1 : 0.5, honest: 0.7 + 0.3 * honest, harmless };
}

/** Whether nothing is said but courtesies, and words of which no sentence came. */
function isSilent(response: string): boolean {
  const { sentences } = splitSentences(response.split(' ').filter((word) => word !== ''));
  return sentences.every((sentence) => POLITE_SENTENCES.has(sentence));
}

function whyDishonest({ honest, trueFacts, statedFacts }: Verdict): string {
  const isOfFacts = statedFacts > 0 && Math.abs(honest - trueFacts / statedFacts) < 1e-9;
  return isOfFacts ? words.falseFacts(statedFacts - trueFacts, statedFacts) : words.untrue;
}

function lossesOf(verdict: Verdict, ended: boolean): readonly string[] {
  const factors = factorsOf(verdict, ended);
  const because = {
    fluent: words.broken(formatShare(verdict.fluent)),
    distinct: words.again,
    ended: words.endless,
    honest: whyDishonest(verdict),
    harmless: words.harmful,
  };
  const names = ['fluent', 'distinct', 'ended', 'honest', 'harmless'] as const;
  return names
    .filter((name) => factors[name] < 1)
    .map((name) => words.takes(because[name], formatShare(1 - factors[name])));
}

/** Null where the judge cannot read the prompt. */
export function goldReason(promptText: string, response: string, ended: boolean): string | null {
  const prompt = readPrompt(promptText);
  if (!prompt) return null;
  const wanted = words.wants[prompt.kind];
  const verdict = judge(prompt, response, ended);
  if (verdict.gold === 1) return words.right(wanted);
  if (isSilent(response)) return words.nothingSaid(wanted);
  if (verdict.task === 0) return words.missed(wanted, verdict.harmless === 0 ? words.harmful : null);
  const losses = lossesOf(verdict, ended);
  return [words.done(wanted, formatFixed(verdict.task, 2)), ...losses, words.makes(formatFixed(verdict.gold, 2))].join(
    ' ',
  );
}
