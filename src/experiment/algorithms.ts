/**
 * The algorithms that the lab trains side by side, by the names of their arms; the first is the one that the others are
 * measured against. A new algorithm is named here, and the compiler then asks for the way it trains
 * (`engine/rlhf/beyond/algorithms.ts`), for its name on the page (`page/text/en/lab.ts`) and for its color
 * (`page/views/lab/arms.ts`).
 */
export const ALGORITHMS = ['plainPpo', 'reinforce', 'rloo', 'grpo', 'rejectionSampling', 'dpo'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];
