/** Prints the bits of a short run in Node, as JSON: Playwright's own loader cannot resolve what TensorFlow.js imports. */
import { pipelineBits } from '../../src/testing/pipelineBits';

console.log(JSON.stringify(await pipelineBits('XS')));
