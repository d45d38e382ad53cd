/** Times what the networks of this worker compute on WASM: the rest of a step is losses, messages and waiting. */
import { WasmNetwork } from '../../src/engine/lm/wasm/wasmNetwork';

let computed = 0;

/** From now on every answer is timed. */
export function installStopwatch(): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- It is called with its own `this` below.
  const { answer } = WasmNetwork.prototype;
  WasmNetwork.prototype.answer = function (this: WasmNetwork, call) {
    const begun = performance.now();
    const said = answer.call(this, call);
    computed += performance.now() - begun;
    return said as ReturnType<typeof this.answer<typeof call>>;
  };
}

/** Milliseconds of computing so far. */
export function computedMs(): number {
  return computed;
}
