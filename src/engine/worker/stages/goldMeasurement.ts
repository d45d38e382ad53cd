/** Measures the mean gold of the models as they are when it begins; every few prompts take a turn of their own. */
import type { MeanGold } from '../../../protocol/evaluate';
import { answeringModels } from './answeringModels';
import { meanGolds } from './meanGolds';
import type { Shared } from './shared';

export class GoldMeasurement {
  private measuring: AsyncGenerator<MeanGold> | null = null;

  /** `later` does work in its turn, once messages were let in. */
  constructor(
    private readonly shared: Shared,
    private readonly later: (work: () => Promise<void>) => void,
  ) {}

  /** In place of a measurement that is under way. */
  async begin(): Promise<void> {
    await this.stop();
    const { stageWeights, settings } = this.shared;
    this.measuring = meanGolds(await answeringModels(stageWeights), settings.size, settings.seed);
    this.goOn(this.measuring);
  }

  async stop(): Promise<void> {
    const { measuring } = this;
    this.measuring = null;
    await measuring?.return(undefined);
  }

  private goOn(measuring: AsyncGenerator<MeanGold>): void {
    this.later(async () => {
      if (measuring !== this.measuring) return;
      const next = await measuring.next();
      if (next.done === true) return;
      this.shared.emit({ type: 'meanGold', ...next.value });
      this.goOn(measuring);
    });
  }
}
