/** A helper of a lane in a page. */
import { serveKernels } from '../../src/engine/lm/wasm/serveKernels';
import { portOut } from '../../src/engine/worker/helperPort';

void serveKernels(portOut);
