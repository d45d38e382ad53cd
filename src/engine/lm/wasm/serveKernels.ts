/** A helper's side of the WASM room: networks of parameters alone, in a module of its own. */
import type { Port } from '../crew/port';
import { serve } from '../crew/serve';
import { parameterLayout } from '../layout';
import { startKernels } from './kernels';
import { WasmNetwork } from './wasmNetwork';

/** Answers whoever asks through the port. */
export async function serveKernels(port: Pick<Port, 'post' | 'listen'>): Promise<void> {
  const kernels = await startKernels();
  serve(port, (config) => {
    const { total } = parameterLayout(config);
    const parameters = kernels.allocate(total);
    const network = new WasmNetwork(kernels, config, parameters);
    return { network, free: () => kernels.release(parameters, total) };
  });
}
