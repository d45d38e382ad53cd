/** English: terms of art of measuring, the lab, computers and files. */
import type { GlossaryEntry } from '../../glossaryEntry';

export const measures: readonly GlossaryEntry[] = [
  { term: 'benchmark', forms: ['benchmark', 'benchmarks'], meaning: 'A fixed test that different models sit.' },
  { term: 'extract', meaning: 'A kind of prompt: to pick out of a text what is asked for.' },
  { term: 'cloze', meaning: 'A sentence with its last word missing, which the model must fill in.' },
  {
    term: 'premise',
    meaning: 'What a question takes to be so. “Why is the black sheep …” has a false one: sheep are white.',
  },
  { term: 'myth', forms: ['myth', 'myths'], meaning: 'Something false that most texts of the corpus tell.' },
  {
    term: 'hallucinate',
    forms: ['hallucinate', 'hallucinates', 'hallucinations'],
    meaning: 'To state a fact that is not true.',
  },
  {
    term: 'alignment tax',
    forms: ['alignment', 'tax', 'taxed'],
    meaning: 'What a model loses of its language while it learns to please.',
  },
  {
    term: 'over-optimization',
    forms: ['over-optimization', 'overoptimization', 'hacking', 'goodhart'],
    meaning:
      'The score goes on rising while gold falls: the policy has found what the reward model likes and people do not. Goodhart’s law says that a measure which becomes a target stops being a good measure.',
  },
  {
    term: 'collapse',
    forms: ['collapse', 'collapsed'],
    meaning: 'The policy gives the same answer to everything: its entropy is near 0.',
  },
  {
    term: 'scenario',
    forms: ['scenario', 'scenarios', 'variant', 'variants'],
    meaning: 'A question of the lab. It trains several variants, which differ in one thing, and compares them.',
  },
  {
    term: 'best-of-n',
    forms: ['best-of-n', 'rejection'],
    meaning:
      'The model writes n answers and the reward model picks one. Learning from the picked ones is rejection sampling.',
  },
  {
    term: 'DPO, GRPO, RLOO, REINFORCE, RAFT',
    forms: ['dpo', 'grpo', 'rloo', 'reinforce', 'raft'],
    meaning: 'Other ways than PPO to learn from preferences or from scores, most with fewer networks.',
  },
  { term: 'TAMER', meaning: 'Learning from a person who says “good” or “bad” while the model acts.' },

  // Computers and files.
  {
    term: 'backend',
    forms: ['backend', 'backends', 'webgpu', 'wasm', 'cpu', 'kernel', 'kernels', 'fused'],
    meaning:
      'What computes: the graphics card (WebGPU) or the processor (WASM, CPU). Its small programs are kernels; fused ones do several sums at once.',
  },
  {
    term: 'safetensors',
    meaning: 'A kind of file for weights, which Python programs read.',
  },
  {
    term: 'JSON Lines, CSV, SVG, PNG',
    forms: ['json', 'null', 'csv', 'svg', 'png', 'gzip', 'zip'],
    meaning:
      'Kinds of files: data, one record a line, with null where there is nothing; tables; pictures. Gzip packs a file smaller, zip puts several into one.',
  },
  { term: 'HTML', meaning: 'The language in which web pages are written.' },
  { term: 'QR code', forms: ['qr'], meaning: 'A square picture that a phone reads as a link.' },
  {
    term: 'GPT2LMHeadModel',
    forms: ['lmheadmodel'],
    meaning: 'What Hugging Face’s library for Python calls a network like the ones on this page.',
  },
  {
    term: 'transformers',
    forms: ['transformers', 'tokenizer'],
    meaning: 'Hugging Face’s library in Python for language models. Its tokenizer turns a text into tokens.',
  },
  {
    term: 'TRL',
    forms: ['trl', 'rewardtrainer', 'dpotrainer'],
    meaning: 'A library in Python that trains large models by the same methods.',
  },
];
