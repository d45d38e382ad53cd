/** A helper of a crew in a page. */
import { serveKernels } from '../engine/lm/wasm/serveKernels';
import { portOut } from '../engine/worker/helperPort';

await serveKernels(portOut);
