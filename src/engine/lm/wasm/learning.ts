/** What learns of a network in the WASM room: parameters, gradient and the moments of AdamW, in one block of the memory. */
import type { AdamW } from '../adamw';
import type { ModelState } from '../model';
import type { Address, Kernels } from './kernels';

/** Which vector of the block. */
const PLACES = { parameters: 0, gradient: 1, firstMoments: 2, secondMoments: 3 } as const;
type Vector = keyof typeof PLACES;

export class Learning {
  private readonly block: Address;
  private steps = 0;
  private corrections: ModelState['corrections'] = [0, 0];
  /** Sum of the losses gathered since the last step; null: no gradient was gathered. */
  private gatheredLoss: number | null = null;

  constructor(
    private readonly kernels: Kernels,
    private readonly total: number,
  ) {
    this.block = kernels.allocate(4 * total);
  }

  get hasGradient(): boolean {
    return this.gatheredLoss !== null;
  }

  at(vector: Vector): Address {
    return this.block + 4 * this.total * PLACES[vector];
  }

  read(vector: Vector): Float32Array {
    return this.kernels.copy(this.at(vector), this.total);
  }

  /** Throws when the numbers are not as many as the network's parameters. */
  write(vector: Vector, values: Float32Array): void {
    if (values.length !== this.total) {
      throw new Error(`This network has ${this.total} parameters, got ${values.length}.`);
    }
    this.kernels.floats(this.at(vector), this.total).set(values);
  }

  /** Adds the gradient of a loss, which lies at an address. */
  add(gradient: Address, loss: number): void {
    this.kernels.run.addColumnSums(this.at('gradient'), gradient, 1, this.total);
    this.gatheredLoss = (this.gatheredLoss ?? 0) + loss;
  }

  /** See `Model.step`. Returns the norm before clipping, and whether anything changed. */
  step({ learningRate, beta1, beta2, epsilon, weightDecay, clipGradNorm, form }: AdamW) {
    if (this.gatheredLoss === null) throw new Error('step needs a gradient: call backward first.');
    const norm = Math.sqrt(this.kernels.run.sumOfSquares(this.at('gradient'), this.total));
    const changed = Number.isFinite(norm) && Number.isFinite(this.gatheredLoss);
    this.gatheredLoss = null;
    if (!changed) {
      this.kernels.floats(this.at('gradient'), this.total).fill(0);
      return { norm, changed };
    }
    this.steps++;
    this.corrections = [1 - beta1 ** this.steps, 1 - beta2 ** this.steps];
    const correction1 = this.corrections[0];
    const correction2 = Math.sqrt(this.corrections[1]);
    this.kernels.run.adamw(
      this.at('parameters'),
      this.at('gradient'),
      this.at('firstMoments'),
      this.at('secondMoments'),
      this.total,
      Math.min(1, clipGradNorm / (norm + 1e-6)),
      beta1,
      beta2,
      1 - learningRate * weightDecay,
      (learningRate * correction2) / correction1,
      form === 'pytorch' ? epsilon * correction2 : epsilon,
    );
    return { norm, changed };
  }

  state(): ModelState {
    const { steps, corrections } = this;
    return {
      parameters: this.read('parameters'),
      firstMoments: this.read('firstMoments'),
      secondMoments: this.read('secondMoments'),
      steps,
      corrections,
    };
  }

  restore({ parameters, firstMoments, secondMoments, steps, corrections }: ModelState): void {
    this.write('parameters', parameters);
    this.write('firstMoments', firstMoments);
    this.write('secondMoments', secondMoments);
    this.steps = steps;
    this.corrections = corrections;
  }

  free(): void {
    this.kernels.release(this.block, 4 * this.total);
  }
}
