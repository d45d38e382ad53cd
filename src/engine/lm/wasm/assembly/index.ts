/** What the module exports: kernels over addresses into its one memory. The TypeScript side is `wasm/kernels.ts`. */
export { adamw, sumOfSquares } from './adamw';
export { attention, attentionBackward } from './attention';
export { attendCache, draw, gumbelNoise } from './decode';
export { embed, embedBackward } from './embed';
export { gelu, geluBackward } from './gelu';
export { head, headBackward, scalarHead, scalarHeadBackward } from './head';
export { layerNorm, layerNormBackward } from './layerNorm';
export { addColumnSums, matmul } from './matmul';
