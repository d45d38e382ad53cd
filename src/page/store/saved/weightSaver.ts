/** Saves the weights of every stage that was trained here, and hands them to a fresh worker. */
import { TRAINED_STAGES, type TrainedStage } from '../../../experiment/names';
import type { PageParameters } from '../../../experiment/query';
import type { Command, WorkerEvent } from '../../../protocol/protocol';
import type { PageModel } from '../run/pageModel';
import { loadRunDatabase, loadVisits } from './databaseModules';
import type { SavedSession } from './records';
import type { Write } from './writeQueue';

export type SavedWeights = SavedSession['weights'];

type Of<T extends WorkerEvent['type']> = Extract<WorkerEvent, { type: T }>;

/** Prefix of requests for weights restored by going back a round: no run that is recorded now has trained them. */
const RESTORED = 'again ';

export class WeightSaver {
  private saved: SavedWeights = {};
  /** The weights that the worker is to go back to. */
  private returning: SavedWeights = {};
  /** The stages whose weights were asked of the worker, by the request's name: the id of a run, or `RESTORED`. */
  private readonly requests = new Map<string, TrainedStage>();

  constructor(
    private readonly send: (command: Command) => void,
    private readonly start: () => PageParameters['start'],
    private readonly write: Write,
  ) {}

  /** Returns the weights that were saved last. */
  current(): SavedWeights {
    return this.saved;
  }

  /** Follows one event; `run` is the page as it was before it. */
  follow(event: WorkerEvent, run: PageModel): void {
    if (event.type === 'file') this.receive(event, run);
    if (event.type === 'cleared' && event.stage !== 'evaluate') this.replace(event.stage, undefined, run);
    if (event.type === 'stage' && event.stage !== 'evaluate') {
      const { stage, round, origin } = event;
      const returned = this.returning[stage];
      if (origin === 'kept' && this.saved[stage] !== returned) this.replace(stage, returned, run);
      if (origin === 'trained' && round < (run.stages[stage]?.round ?? 1)) this.request(stage, RESTORED + stage);
    }
  }

  /** Asks the worker for a stage's weights; `name` is the id of the run that trains them. */
  request(stage: TrainedStage, name: string): void {
    this.requests.set(name, stage);
    this.send({ type: 'saveFile', stage, keep: name });
  }

  /** Names the weights that the worker will report with the origin 'kept'. */
  expect(weights: SavedWeights): void {
    this.returning = weights;
  }

  /** Returns the weights that the worker is to report with the origin 'kept'. */
  expected(): SavedWeights {
    return this.returning;
  }

  /** Opens the expected weights in the worker. */
  open(): void {
    for (const stage of TRAINED_STAGES) {
      const weights = this.returning[stage];
      if (weights) this.send({ type: 'openFile', stage, name: stage, bytes: weights.bytes.slice(0), origin: 'kept' });
    }
  }

  /** Saves the expected weights as this visit's own, once the worker has them: the earlier visit's stay its own. */
  adopt(run: PageModel): void {
    this.saved = this.returning;
    this.saveVisit(run);
  }

  /** Forgets what the worker was asked for and what it had trained, because it is about to go. */
  leave(): void {
    this.requests.clear();
    this.returning = {};
    this.saved = {};
  }

  private receive({ bytes, keep = '' }: Of<'file'>, run: PageModel): void {
    const stage = this.requests.get(keep);
    this.requests.delete(keep);
    const state = stage && run.stages[stage];
    if (!stage || !state) return;
    this.replace(stage, { bytes, iteration: state.iteration, iterations: state.iterations }, run);
    if (stage === 'ppo' && keep !== RESTORED + stage)
      this.write(async () => (await loadRunDatabase()).putWeights(keep, bytes));
  }

  private replace(stage: TrainedStage, weights: SavedWeights[TrainedStage], run: PageModel): void {
    const { [stage]: before, ...others } = this.saved;
    if (weights === undefined && before === undefined) return;
    this.saved = weights === undefined ? others : { ...others, [stage]: weights };
    this.saveVisit(run);
  }

  private saveVisit({ settings }: PageModel): void {
    const session = { saved: Date.now(), settings, start: this.start(), weights: this.saved };
    this.write(async () => (await loadVisits()).putSession(session));
  }
}
