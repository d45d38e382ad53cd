/** The papers that the page cites, and where each can be read: the same in every language. */
export interface Paper {
  /** As a citation names them, before the year. */
  readonly authors: string;
  readonly year: number;
  readonly title: string;
  readonly url: string;
  /** Other words by which the dictionary means this paper. */
  readonly alias?: string;
}

const arxiv = (number: string) => `https://arxiv.org/abs/${number}`;
const doi = (name: string) => `https://doi.org/${name}`;

/** By year. */
export const PAPERS: readonly Paper[] = [
  {
    authors: 'Wilson',
    year: 1927,
    title: 'Probable Inference, the Law of Succession, and Statistical Inference',
    url: doi('10.1080/01621459.1927.10502953'),
  },
  {
    authors: 'Bradley and Terry',
    year: 1952,
    title: 'Rank Analysis of Incomplete Block Designs: I. The Method of Paired Comparisons',
    url: doi('10.1093/biomet/39.3-4.324'),
  },
  { authors: 'Plackett', year: 1975, title: 'The Analysis of Permutations', url: doi('10.2307/2346567') },
  {
    authors: 'Williams',
    year: 1992,
    title: 'Simple Statistical Gradient-Following Algorithms for Connectionist Reinforcement Learning',
    url: doi('10.1007/BF00992696'),
  },
  {
    authors: 'Knox and Stone',
    year: 2009,
    title: 'Interactively Shaping Agents via Human Reinforcement: The TAMER Framework',
    url: doi('10.1145/1597735.1597738'),
    alias: 'Knox and Stone (2008, 2009)',
  },
  {
    authors: 'Pascanu et al.',
    year: 2013,
    title: 'On the Difficulty of Training Recurrent Neural Networks',
    url: arxiv('1211.5063'),
  },
  { authors: 'Maddison et al.', year: 2014, title: 'A* Sampling', url: arxiv('1411.0030') },
  {
    authors: 'Schulman et al.',
    year: 2016,
    title: 'High-Dimensional Continuous Control Using Generalized Advantage Estimation',
    url: arxiv('1506.02438'),
  },
  {
    authors: 'Schulman et al.',
    year: 2017,
    title: 'Proximal Policy Optimization Algorithms',
    url: arxiv('1707.06347'),
  },
  {
    authors: 'Radford et al.',
    year: 2018,
    title: 'Improving Language Understanding by Generative Pre-Training',
    url: 'https://cdn.openai.com/research-covers/language-unsupervised/language_understanding_paper.pdf',
  },
  {
    authors: 'Radford et al.',
    year: 2019,
    title: 'Language Models are Unsupervised Multitask Learners',
    url: 'https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf',
  },
  {
    authors: 'Loshchilov and Hutter',
    year: 2019,
    title: 'Decoupled Weight Decay Regularization',
    url: arxiv('1711.05101'),
  },
  {
    authors: 'Kool et al.',
    year: 2019,
    title: 'Buy 4 REINFORCE Samples, Get a Baseline for Free!',
    url: 'https://openreview.net/forum?id=r1lgTGL5DE',
  },
  {
    authors: 'Ziegler et al.',
    year: 2019,
    title: 'Fine-Tuning Language Models from Human Preferences',
    url: arxiv('1909.08593'),
  },
  {
    authors: 'Schulman',
    year: 2020,
    title: 'Approximating KL Divergence',
    url: 'https://joschu.net/blog/kl-approx.html',
  },
  {
    authors: 'Brown et al.',
    year: 2020,
    title: 'Language Models are Few-Shot Learners',
    url: arxiv('2005.14165'),
  },
  {
    authors: 'Stiennon et al.',
    year: 2020,
    title: 'Learning to Summarize from Human Feedback',
    url: arxiv('2009.01325'),
  },
  {
    authors: 'Askell et al.',
    year: 2021,
    title: 'A General Language Assistant as a Laboratory for Alignment',
    url: arxiv('2112.00861'),
  },
  {
    authors: 'Ouyang et al.',
    year: 2022,
    title: 'Training Language Models to Follow Instructions with Human Feedback',
    url: arxiv('2203.02155'),
    alias: 'InstructGPT',
  },
  {
    authors: 'Bai et al.',
    year: 2022,
    title: 'Training a Helpful and Harmless Assistant with Reinforcement Learning from Human Feedback',
    url: arxiv('2204.05862'),
  },
  {
    authors: 'Gao, Schulman and Hilton',
    year: 2023,
    title: 'Scaling Laws for Reward Model Overoptimization',
    url: arxiv('2210.10760'),
    alias: 'Gao et al.',
  },
  {
    authors: 'Rafailov et al.',
    year: 2023,
    title: 'Direct Preference Optimization: Your Language Model is Secretly a Reward Model',
    url: arxiv('2305.18290'),
  },
  {
    authors: 'Sun, Shaib and Wallace',
    year: 2023,
    title: 'Evaluating the Zero-shot Robustness of Instruction-tuned Language Models',
    url: arxiv('2306.11270'),
  },
  {
    authors: 'Touvron et al.',
    year: 2023,
    title: 'Llama 2: Open Foundation and Fine-Tuned Chat Models',
    url: arxiv('2307.09288'),
  },
  {
    authors: 'Casper et al.',
    year: 2023,
    title: 'Open Problems and Fundamental Limitations of Reinforcement Learning from Human Feedback',
    url: arxiv('2307.15217'),
  },
  {
    authors: 'Singhal, Goyal, Xu and Durrett',
    year: 2023,
    title: 'A Long Way to Go: Investigating Length Correlations in RLHF',
    url: arxiv('2310.03716'),
  },
  {
    authors: 'Azar et al.',
    year: 2023,
    title: 'A General Theoretical Paradigm to Understand Learning from Human Preferences',
    url: arxiv('2310.12036'),
  },
  {
    authors: 'Mitchell',
    year: 2023,
    title: 'A Note on DPO with Noisy Preferences and Relationship to IPO',
    url: 'https://ericmitchell.ai/cdpo.pdf',
  },
  {
    authors: 'Shao et al.',
    year: 2024,
    title: 'DeepSeekMath: Pushing the Limits of Mathematical Reasoning in Open Language Models',
    url: arxiv('2402.03300'),
  },
  {
    authors: 'Ahmadian et al.',
    year: 2024,
    title:
      'Back to Basics: Revisiting REINFORCE-Style Optimization for Learning from Human Feedback in Large Language Models',
    url: arxiv('2402.14740'),
  },
];
