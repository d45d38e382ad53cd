/** What the session hands over to Python: a stage's model as a folder, and the data set that the stage learns from. */
import type { TrainedStage } from '../../../experiment/names';
import { writeJsonLines } from '../../../formats/jsonl';
import { FileError } from '../../../formats/safetensors';
import { DATA_SETS, type SavedDataSet } from '../../../protocol/handOver';
import { NO_WEIGHTS_TO_SAVE } from '../sentences';
import type { Shared } from '../stages/shared';
import { collectRankings, type CollectedRankings } from './collectRankings';
import { comparisonRecords, corpusRecords, demonstrationRecords, promptRecords } from './dataSets';
import { zippedModelFolder } from './modelFolder';

type Collecting = ReturnType<typeof collectRankings>;

/** How far the run of a stage is. */
interface Standing {
  readonly iteration: number;
  readonly iterations: number;
}

export class HandOver {
  private collecting: Collecting | null = null;

  /** `later` does work in its turn, once messages were let in. */
  constructor(
    private readonly shared: Shared,
    private readonly later: (work: () => Promise<void>) => void,
  ) {}

  /** Throws `FileError` where there are no weights, or none that the format can tell. */
  async saveModel(stage: TrainedStage, { iteration, iterations }: Standing): Promise<void> {
    const { emit, round, settings, stageWeights } = this.shared;
    const parameters = await stageWeights.parametersOf(stage);
    const origin = stageWeights.origin(stage);
    if (!parameters || !origin) {
      throw new FileError(NO_WEIGHTS_TO_SAVE);
    }
    const making = { stage, origin, settings, round, iteration, iterations };
    emit({ type: 'file', ...zippedModelFolder(parameters, making) });
  }

  /** Rankings that are not there yet are collected batch by batch, so that commands and a running stage take their turns. */
  async saveDataSet(stage: TrainedStage): Promise<void> {
    const { shared } = this;
    const world = shared.worlds.of(shared.settings);
    switch (stage) {
      case 'pretrain':
        this.save(stage, corpusRecords(world));
        return;
      case 'sft':
        this.save(stage, demonstrationRecords(world));
        return;
      case 'ppo':
        this.save(stage, promptRecords(shared.settings));
        return;
      case 'rewardModel':
        await this.stop();
        this.collecting = collectRankings({ ...shared });
        this.emitFraction(0);
        return this.turn(this.collecting);
      default:
        return stage satisfies never;
    }
  }

  /** Ends a collection that is under way. */
  async stop(): Promise<void> {
    const { collecting } = this;
    this.collecting = null;
    await collecting?.return({ comparisons: [], learned: false });
    if (collecting) this.emitFraction(null);
  }

  private async turn(collecting: Collecting): Promise<void> {
    if (collecting !== this.collecting) return;
    try {
      const next = await collecting.next();
      if (next.done === true) {
        this.collecting = null;
        this.saveRankings(next.value);
        return;
      }
      this.emitFraction(next.value);
    } catch (error) {
      await this.stop();
      throw error;
    }
    this.later(() => this.turn(collecting));
  }

  private emitFraction(fraction: number | null): void {
    this.shared.emit({ type: 'dataSet', stage: 'rewardModel', fraction, saved: null });
  }

  private saveRankings({ comparisons, learned }: CollectedRankings): void {
    const { records, leftOut } = comparisonRecords(comparisons);
    this.save('rewardModel', records, { leftOut, rankings: { count: comparisons.length, learned } });
  }

  private save(stage: TrainedStage, records: readonly unknown[], more: Partial<SavedDataSet> = {}): void {
    const { emit } = this.shared;
    emit({ type: 'file', name: `rlhf-playground-${DATA_SETS[stage]}.jsonl`, bytes: writeJsonLines(records) });
    emit({ type: 'dataSet', stage, fraction: null, saved: { records: records.length, leftOut: 0, ...more } });
  }
}
