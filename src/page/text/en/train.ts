/** English: the view Train around its micro-steps and curves: the first visit, labelers and weights. */

export const firstVisit = {
  sentence:
    'This tiny GPT has learned to write and to answer; another, the reward model, to guess which answers people prefer. Press Run: the GPT learns to please it. The KL penalty holds it near what it is now, or it would leave language for tricks.',
  withoutPenalty:
    'This tiny GPT has learned to write and to answer; another, the reward model, to guess which answers people prefer. Press Run: the GPT learns to please it. With the KL penalty at 0, nothing holds it near what it is now: watch whether score and gold part.',
  rankFirst: ['Or ', 'rank some answers yourself', ' first, and it learns to please you.'],
  fromNothing: 'Start from nothing',
  world:
    'It lives in a toy world: 239 words, twenty animals and what is true of each, five people, and instructions such as “name two animals .”',
  moreOfWorld: 'More about this world',
  aboutWorld: [
    'A world this small can be learned in seconds, and it has a judge who knows all of it: whether an answer does what was asked, is true, and does no harm. The judge’s mark, from 0 to 1, is called gold: what people really want. Training never sees it; you do.',
    'Training sees simulated labelers instead, 40 unless you turn that knob. Each ranks answers by a taste of their own, with some mistakes, and you can be one more. The reward model learns from their rankings and gives each answer a number, its score (the papers’ proxy reward). It has seen only some answers, ranked by people who disagree: so score and gold differ, and where they do, the model is rewarded for the wrong thing.',
    'The texts to learn from were made up by the page: a corpus of facts, stories, letters, exams and rude forum talk, some of it false, in place of the internet; and demonstrations, answers by 40 writers of differing care.',
  ],
};

export const labelers = {
  heading: 'The labelers',
  agreement: {
    label: 'agree with each other',
    meaning: 'Share of pairs that two labelers order alike; InstructGPT’s agreed on 73 %.',
  },
  agreementWithGold: {
    label: 'agree with gold',
    meaning: 'Share of pairs that a labeler orders as the world’s judge does.',
  },
  ceiling: {
    label: 'ceiling',
    meaning: 'The accuracy of a reward model that had learned everything these labelers want, and none of their noise.',
  },
};

export const weights = {
  heading: 'weights',
  open: 'Open weights…',
  save: 'Save weights',
  shipped: 'Open the shipped ones',
  saved: 'Safetensors with Hugging Face’s GPT-2 names.',
};
